"""The weekly review in sentences: what changed, who is at risk, what people say, what to decide.

Every sentence follows from numbers by the rules written here. None names a cause.
"""
