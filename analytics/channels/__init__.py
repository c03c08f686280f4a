"""Which programmes and channels earn their keep: each compared with the others, over the days shown.

Numbers are the catalogue's own, added up over days or whole periods by one dimension, and then divided.
"""
