import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cin_narrative.models.model_settings import ModelSettings
from cin_narrative.store.store import Store

REASON = 'the libraries of the model are not installed: pip install -c constraints.txt -e ".[llm]"'
KEY = "sk-test-0a1b2c3d4e5f"


@pytest.fixture(scope="session")
def opened(starter_store: Path) -> Iterator[Store]:
    with Store.open(starter_store) as store:
        yield store


@pytest.fixture(autouse=True)
def no_model_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("CIN_NARRATIVE_MODEL", "OPENAI_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def connect(tmp_path: Path) -> Callable[..., object]:
    """A model at an address; each has a circuit and a log of its own."""
    pytest.importorskip("langchain_openai", reason=REASON)
    from cin_narrative.models.llm import make_model

    def make(url: str, timeout: float = 5.0, **more: object) -> object:
        settings = ModelSettings("scripted", url, KEY, timeout, tmp_path / "log.jsonl", **more)
        return make_model(settings)

    return make
