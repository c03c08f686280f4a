"""Header sets to canonical tables: vendor profiles, common names, and what a person decided before."""

from data.recognising.key_values import as_table
from data.recognising.names import header_key
from data.recognising.profiles import Profile, profiles
from data.recognising.recognise import recognise, recognise_as, recognise_by, with_label_read
from data.recognising.recognition import Recognition, unmet
from data.recognising.transforms import not_accepted, prepared

__all__ = [
    "Profile",
    "Recognition",
    "as_table",
    "header_key",
    "not_accepted",
    "prepared",
    "profiles",
    "recognise",
    "recognise_as",
    "recognise_by",
    "unmet",
    "with_label_read",
]
