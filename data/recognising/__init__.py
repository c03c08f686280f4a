"""Header sets to canonical tables: vendor profiles, common names, and what a person decided before."""

from data.recognising.names import header_key
from data.recognising.profiles import Profile, profiles
from data.recognising.recognise import recognise, recognise_as
from data.recognising.recognition import Recognition, unmet
from data.recognising.transforms import not_accepted, prepared

__all__ = [
    "Profile",
    "Recognition",
    "header_key",
    "not_accepted",
    "prepared",
    "profiles",
    "recognise",
    "recognise_as",
    "unmet",
]
