"""Which store is open, and reading it once per version. The only place with Streamlit's caches.

A loader is a plain function ``job(store, *arguments)`` that lives beside what it loads for; ``read`` runs it
once for a version of the store and its arguments. An import changes the version, so nothing stale is shown
and nothing has to be cleared.
"""

from collections.abc import Callable
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

import streamlit as st

from data.store import Store, default_url, sample_url

Company = Literal["company", "sample"]
CHOICE = "company_chosen"
T = TypeVar("T")
P = ParamSpec("P")


def company_store() -> Store:
    """Return the company's own store: where imports go."""
    return _opened(default_url())


def sample_store() -> Store:
    """Return the store of the sample company."""
    return _opened(sample_url())


def open_company() -> Company:
    """Return which store is open: the one chosen, else the company's own once it has data, else the sample."""
    chosen = st.session_state.get(CHOICE)
    if chosen in {"company", "sample"}:
        return "sample" if chosen == "sample" else "company"
    return "sample" if company_store().is_empty and not sample_store().is_empty else "company"


def choose(company: Company) -> None:
    """Open the company's own store or the sample, until somebody chooses again."""
    st.session_state[CHOICE] = company


def store() -> Store:
    """Return the store that is open."""
    return sample_store() if open_company() == "sample" else company_store()


def read(job: Callable[Concatenate[Store, P], T], *arguments: P.args, **named: P.kwargs) -> T:
    """Return what a job reads from the open store; it runs once per version of the store and arguments.

    Each caller gets a copy of its own. The job is a function of a module, not one made on the way, since its name
    is part of what it is remembered by; its arguments are plain values.
    """
    now = store()
    result: T = _copied(now.version(), _name(job), (arguments, named), _job=job, _store=now)
    return result


def share(job: Callable[Concatenate[Store, P], T], *arguments: P.args, **named: P.kwargs) -> T:
    """Return what ``read`` returns, but one object for everybody: for what is large and never changed."""
    now = store()
    result: T = _shared(now.version(), _name(job), (arguments, named), _job=job, _store=now)
    return result


@st.cache_resource(max_entries=8, show_spinner=False)
def _opened(url: str) -> Store:
    return Store(url)


@st.cache_data(max_entries=256, show_spinner=False)
def _copied(*key: Any, _job: Callable[..., Any], _store: Store) -> Any:
    return _run(_job, _store, key[-1])


@st.cache_resource(max_entries=32, show_spinner=False)
def _shared(*key: Any, _job: Callable[..., Any], _store: Store) -> Any:
    return _run(_job, _store, key[-1])


def _run(job: Callable[..., Any], opened: Store, arguments: Any) -> Any:
    positional, named = arguments
    return job(opened, *positional, **named)


def _name(job: Callable[..., Any]) -> str:
    return f"{job.__module__}.{job.__qualname__}"
