"""What an editor says of a picture beside an article or a person."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field

from ethreader.base.fields import Fields, Line200, Line300
from ethreader.base.own_files import picture_name
from ethreader.i18n.texts import gettext
from ethreader.pictures.models import Pictured


def _own(file: str) -> str:
    if picture_name(file) is None:
        raise ValueError(gettext("there is no such picture; choose the file once more"))
    return file


PictureFile = Annotated[str, AfterValidator(_own), Field(max_length=40)]


class LogoFields(Fields):
    """A picture that the site's name stands beside, so that it needs no words."""

    file: PictureFile

    @property
    def words(self) -> tuple[str, str]:
        """What is said instead of the picture, and whose it is: nothing here."""
        return "", ""

    @classmethod
    def of(cls, row: Pictured) -> Self | None:
        """Return what is stored of a row's picture, if it has one."""
        return cls.model_construct(file=row.picture.file) if row.picture else None


class PictureFields(Fields):
    """A picture that the site has, and the words that go with it."""

    file: PictureFile
    alt: Line300
    credit: Line200 = ""

    @property
    def words(self) -> tuple[str, str]:
        """What is said instead of the picture, and whose it is."""
        return self.alt, self.credit

    @classmethod
    def of(cls, row: Pictured) -> Self | None:
        """Return what is stored of a row's picture, if it has one."""
        if row.picture is None:
            return None
        return cls.model_construct(
            file=row.picture.file, alt=row.picture_alt, credit=row.picture_credit
        )
