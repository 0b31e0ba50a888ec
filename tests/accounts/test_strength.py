"""Passwords that a guesser of this site tries first, and those that are long for a reason."""

import time

import pytest

from ethreader.accounts.strength import is_easy_to_guess, own_words

OWN = own_words("ASTRA events", "Ana Marković", url="https://dogadjaji.primer.example")


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("passwordpassword", id="a common one twice"),
        pytest.param("password12345678", id="a common one with numbers"),
        pytest.param("p@ssw0rdP@ssw0rd", id="a common one with signs for letters"),
        pytest.param("pass word - pass word - 1", id="a common one in pieces"),
        pytest.param("letmeinletmeinletmein", id="another one three times"),
        pytest.param("my password is secret", id="a sentence of common ones"),
        pytest.param("correct horse battery staple", id="the famous example"),
        pytest.param("1234567890123456", id="digits in order"),
        pytest.param("abcdefghijklmnop", id="letters in order"),
        pytest.param("qwertyuiopasdfgh", id="rows of a keyboard"),
        pytest.param("qwertzuiopšđasdfgh", id="rows of a Serbian one"),
        pytest.param("љњертзуиопшђасдф", id="rows of a Serbian one in Cyrillic"),
        pytest.param("йцукенгшщзхъфыва", id="rows of a Russian one"),
        pytest.param("qwertzuiopšđ!!2026", id="the first Serbian row and a year"),
        pytest.param("asdfghjklčćž asdfghjklčćž 2026", id="the second Serbian row, twice"),
        pytest.param("асдфгхјклчћж асдфгхјклчћж 2026", id="the same in Cyrillic"),
        pytest.param("yxcvbnm Beograd 2026", id="the last row and a town"),
        pytest.param("wertzuiopšđ wertzuiopšđ", id="a piece of a row"),
        pytest.param("aB3$" * 20, id="four signs again and again"),
        pytest.param("лозинка лозинка 12", id="“password” in Serbian"),
        pytest.param("passwort12345678", id="“password” in German"),
        pytest.param("dobrodošli u Beograd", id="what a town's gate says"),
        pytest.param("ASTRA events 2026", id="the site's name"),
        pytest.param("a.s.t.r.a.EVENTS.2026", id="the site's name in pieces"),
        pytest.param("ASTRA-Аstra-astra-ASTRA", id="the site's name again and again"),
        pytest.param("Ana Marković 1987!!", id="the moderator's name and a year"),
        pytest.param("ana markovic astra events", id="both names"),
        pytest.param("dogadjaji.primer.example", id="the host"),
        pytest.param("Ａｓｔｒａ ｅｖｅｎｔｓ ２０２６", id="the site's name in wide letters"),
        pytest.param("pass_word__pass_word_1", id="a common one between low lines"),
        pytest.param("                    ", id="nothing but blanks"),
        *(
            pytest.param(f"{word} Beograd 2026", id=f"“{word}” and a town")
            for word in (
                *("lozinka", "шифра", "tajna", "Srbija", "zdravo", "dobrodošli", "Kennwort"),
                *("Willkommen", "moderator", "moderacija", "moderation", "ethreader"),
            )
        ),
    ],
)
def test_what_others_try_first_is_refused(password: str) -> None:
    assert is_easy_to_guess(password, OWN)


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("four unrelated kitchen words", id="four words"),
        pytest.param("tri plave kruške na mesecu", id="five in Serbian"),
        pytest.param("три плаве крушке на месецу", id="five in Cyrillic"),
        pytest.param("drei blaue Birnen im Mond", id="five in German"),
        pytest.param("ثلاث كمثريات زرقاء على القمر", id="five in Arabic"),
        pytest.param("Xq7-rT9w_bN2v-Lk8", id="what a password manager makes"),
        pytest.param("banana i vrana na grani", id="words that hold the moderator's name"),
    ],
)
def test_unrelated_words_are_taken(password: str) -> None:
    assert not is_easy_to_guess(password, OWN)


def test_a_name_is_known_by_the_letters_that_keyboards_without_accents_have() -> None:
    own = own_words("Ljubičice Đorđević", url="")

    assert is_easy_to_guess("Djordjevic Ljubicice 1", own)


def test_short_words_of_a_name_are_no_words_of_a_guesser() -> None:
    """Cut out of others they would leave nothing."""
    own = own_words("a e i o u n r s t", "al", url="")

    assert not is_easy_to_guess("four unrelated kitchen words", own)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        pytest.param("Ana Anastasijević", "Anastasijević Ana 1987", id="one word within another"),
        pytest.param("NVO Veza", "NVO 1987 Veza NVO 26", id="a word of three letters"),
    ],
)
def test_a_name_is_taken_out_word_by_word(name: str, password: str) -> None:
    assert is_easy_to_guess(password, own_words(name, url=""))


def test_an_endless_password_is_judged_by_its_beginning() -> None:
    start = time.process_time()

    assert not is_easy_to_guess("four unrelated kitchen words " * 8, ())

    assert time.process_time() - start < 1
