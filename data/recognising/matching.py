"""Which profiles a table fits, and how well."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from data.recognising.names import squash
from data.recognising.profiles import Profile, profiles

LEAST = 0.8  # of a profile all of whose needs are met
LEAST_WITHOUT_ONE = 0.7  # of one that lacks something needed, and is unmistakable by the rest
UNMISTAKABLE = (3, 0.5)  # distinctive headers, and their share
UNCONFIRMED = 0.69  # the most that a profile made from help pages may claim
ENOUGH_LABELS = 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """A profile and how well a table fits it, 0 to 1; ``hits`` of its distinctive headers were there."""

    profile: Profile
    confidence: float
    hits: int


def matches(
    header: Sequence[str], samples: Mapping[str, Sequence[str]], preamble: Sequence[str] = ()
) -> list[Match]:
    """Return the profiles that a table fits, best first, those that fill a table before those that don't."""
    names = {squash(name) for name in header}
    labels = {squash(cell) for cell in (*header[:1], *samples.get(header[0], ()))} if header else set()
    above = "\n".join(preamble)
    found = [_match(profile, names, labels, above) for profile in profiles()]
    fitting = [match for match in found if match is not None]
    return sorted(
        fitting,
        key=lambda match: (match.profile.table is None, -match.confidence, -match.hits, match.profile.name),
    )


def _match(profile: Profile, names: Collection[str], labels: Collection[str], above: str) -> Match | None:
    """Return None where too little is there, else rise with the share of distinctive headers."""
    if profile.row_labels:
        hits = len(profile.row_labels & set(labels))
        is_known = hits >= ENOUGH_LABELS * len(profile.row_labels)
        return Match(profile, LEAST, hits) if is_known else None
    lacking = sum(group.isdisjoint(names) for group in profile.needs)
    if lacking > 1 or not profile.never.isdisjoint(names):
        return None
    hits = sum(not group.isdisjoint(names) for group in profile.distinctive)
    hits += bool(profile.preamble and profile.preamble.search(above))
    if hits < profile.at_least:
        return None
    share = min(hits / len(profile.distinctive), 1.0)
    if lacking and (hits < UNMISTAKABLE[0] or share < UNMISTAKABLE[1]):
        return None
    least, most = (LEAST_WITHOUT_ONE, LEAST) if lacking else (LEAST, 1.0)
    confidence = round(least + (most - least) * share, 3)
    return Match(profile, min(confidence, UNCONFIRMED) if profile.standing == "unconfirmed" else confidence, hits)
