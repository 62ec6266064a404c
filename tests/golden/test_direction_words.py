"""The words of direction as English has them: which way each points, written down here beside ``terms.toml`` by hand."""

from __future__ import annotations

import tomllib

import pytest

from cin_narrative.resources import resource

ENGLISH = {
    "up": "The number rose. A rise. It rises. It has risen. It is rising. It increased. An increase. It increases. It is increasing. It grew. To grow. "
          "It has grown. Growth. It went up. It has gone up. It is up. It climbed. It is higher. It is above. There are more. It is greater. "
          "It is larger. It exceeded. It exceeds.",
    "down": "The number fell. A fall. It falls. It has fallen. It is falling. It decreased. A decrease. It decreases. It is decreasing. It declined. "
            "A decline. It declines. It is declining. It dropped. A drop. It was reduced. A reduction. It went down. It has gone down. It is down. "
            "It is lower. It is below. There are fewer. There is less. It is smaller.",
    "similar": "It is similar. It is little changed. It is broadly similar. It has changed little.",
    "same": "It is the same. It is equal. It is identical. It is unchanged.",
    "highest": "The highest. The most. The largest. The greatest. The maximum. The peak. It peaked.",
    "lowest": "The lowest. The least. The fewest. The smallest. The minimum.",
}  # fmt: skip


@pytest.mark.parametrize("way", ENGLISH)
def test_each_word_of_direction_points_the_way_it_does_in_english(way: str) -> None:
    table = tomllib.loads(resource("prompts", "commentary", "terms.toml").read_text(encoding="utf-8"))["directions"]
    assert set(table) == set(ENGLISH)
    sentences = [f" {sentence.strip().lower()}" for sentence in ENGLISH[way].split(".")]
    assert [word for word in table[way] if not any(sentence.endswith(f" {word}") for sentence in sentences)] == []
    assert [sentence for sentence in sentences if sentence.strip() and not any(sentence.endswith(f" {word}") for word in table[way])] == []
