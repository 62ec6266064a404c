"""Sign-in in a real browser, by a provider on this machine: who is let in, what each role is shown, and who is refused."""

import json
import shutil

import pytest
from provider import provider

pytestmark = pytest.mark.browser
WAIT = 30_000
PEOPLE = {
    name: {"email": f"{name.lower()}@example.org", "name": f"{name} Person", "groups": groups, "email_verified": True}
    for name, groups in {"Reader": [], "Editor": [], "Signer": [], "Data": ["0f3c"], "Stranger": []}.items()
}
TEAM = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "a secret of a test, long enough to pass"
client_id = "cin-narrative"
client_secret = "{secret}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"

[team.roles]
reader = ["reader@example.org"]
editor = ["Editor@example.org"]
signer = ["signer@example.org"]
data = ["groups=0f3c"]
"""


@pytest.fixture(scope="module")
def store(starter_store, tmp_path_factory):
    return shutil.copy(starter_store, tmp_path_factory.mktemp("team") / "store.duckdb")


@pytest.fixture(scope="module")
def address(store, chromium, serve):
    pytest.importorskip("authlib")
    with provider(PEOPLE) as signing:
        settings = store.with_name("secrets.toml")
        settings.write_text(TEAM.format(secret=signing.secret, issuer=signing.issuer), encoding="utf-8")
        places = {"CIN_NARRATIVE_STORE": str(store), "CIN_NARRATIVE_DRAFTS": str(store.with_name("drafts"))}
        with serve(places, f"--secrets.files={settings}") as url:
            yield url


@pytest.fixture
def signed_in(chromium, address):
    """A tab of a browser of their own, for each person who is named."""
    contexts = []

    def sign_in(name: str):
        contexts.append(chromium.new_context(viewport={"width": 1280, "height": 800}))
        tab = contexts[-1].new_page()
        tab.set_default_timeout(WAIT)
        tab.goto(address)
        tab.get_by_role("button", name="Sign in").click()
        tab.get_by_role("link", name=name, exact=True).click()
        return tab

    yield sign_in
    for context in contexts:
        context.close()


def test_nobody_sees_a_figure_before_they_have_signed_in_and_a_stranger_never_does(chromium, address, signed_in):
    tab = chromium.new_page()
    tab.goto(f"{address}/overview?area=Derby")
    tab.get_by_role("button", name="Sign in").wait_for()
    assert "Derby" not in tab.locator("body").inner_text()
    tab.close()
    tab = signed_in("Stranger")
    tab.get_by_text("nobody has given you a role").wait_for()
    tab.goto(f"{address}/report?area=Derby")
    tab.get_by_text("nobody has given you a role").wait_for()
    assert "children in need" not in tab.locator("body").inner_text()
    tab.get_by_role("button", name="Sign out").click()
    tab.get_by_role("button", name="Sign in").wait_for()


def test_a_cookie_that_somebody_made_up_signs_nobody_in(chromium, address, signed_in):
    context = chromium.new_context()
    context.add_cookies([{"name": "_streamlit_user", "value": json.dumps({"email": "signer@example.org", "is_logged_in": True}), "url": address}])
    tab = context.new_page()
    tab.goto(f"{address}/report?area=Derby")
    tab.get_by_role("button", name="Sign in").wait_for()
    context.close()
