import pytest

from pamong.standard.messages import N_, Message


def test_a_message_is_translated_before_it_is_filled() -> None:
    message = Message(N_("Yang ditunggu {act}."), {"act": Message(N_("periksa"))})
    english = {"Yang ditunggu {act}.": "Awaited: {act}.", "periksa": "examine"}
    assert message.fill() == "Yang ditunggu periksa."
    assert message.fill(english.__getitem__) == "Awaited: examine."


def test_a_gap_nobody_fills_is_an_error_and_not_a_hole() -> None:
    with pytest.raises(KeyError):
        Message(N_("Butir {clause}")).fill()


def test_messages_with_the_same_text_can_stand_in_one_set() -> None:
    assert len({Message("a", {"x": 1}), Message("a", {"x": 1})}) == 1
