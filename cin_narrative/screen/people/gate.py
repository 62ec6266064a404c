"""Who is there -> the page, or in its place the way in: a sign-in, or how the page is opened."""

from __future__ import annotations

import sys

import streamlit as st

from cin_narrative.access.door import who
from cin_narrative.access.roles import Action
from cin_narrative.messages import message
from cin_narrative.screen.parts import plain
from cin_narrative.screen.people.signed_in import SignIn, is_beyond, is_signed_in, sign_in
from cin_narrative.settings import OPEN_VARIABLE


def let_in() -> None:
    """Go no further where whoever is there may not read."""
    person = who()
    if person.may(Action.READ):
        return
    with st.container(key="way-in"):
        st.title("CIN Narrative", anchor=False)
        settings = sign_in()
        if settings is None:
            _say_how_to_open()
        elif settings.faults:
            _say_faults(settings)
        elif person.id:
            st.markdown(message("screen.no_role", person=plain(person.id)))
            _offer_sign_out()
        elif is_signed_in():
            st.markdown(message("screen.sign_in_is_over"))
            _offer_sign_in(settings)
            _offer_sign_out()
        else:
            st.markdown(message("screen.sign_in_first"))
            _offer_sign_in(settings)
    st.stop()


def _say_how_to_open() -> None:
    st.markdown(message("screen.not_opened", variable=OPEN_VARIABLE))


def _say_faults(settings: SignIn) -> None:
    """To whoever sits at this machine, what is wrong; to others, that something is."""
    st.error(message("screen.sign_in_faulty"))
    for line in settings.faults:
        print(line, file=sys.stderr)
    if not is_beyond():
        st.markdown("\n".join(f"- {plain(line)}" for line in settings.faults))


def _offer_sign_in(settings: SignIn) -> None:
    """A button for each provider; one that has no name of its own is the only one."""
    providers = [name for name, table in settings.auth.items() if isinstance(table, dict)]
    for name in providers:
        label = plain(message("screen.sign_in_with", provider=name))
        st.button(label, key=f"sign-in-{name}", on_click=st.login, args=(name,))
    if not providers:
        st.button("Sign in", key="sign-in", type="primary", on_click=st.login)


def _offer_sign_out() -> None:
    st.button("Sign out", key="sign-out", on_click=st.logout)


def show_who() -> None:
    """Who is signed in, and the way out; nothing where nobody has to sign in."""
    person = who()
    if not person.verified:
        return
    with st.popover(plain(person.name), key="frame-who"):
        roles = ", ".join(sorted(role.value for role in person.roles))
        st.markdown(message("screen.signed_in_as", person=plain(person.id), roles=roles))
        _offer_sign_out()
