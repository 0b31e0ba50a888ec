"""Which sentences say that somebody may be in danger, and which only talk about it: by language."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ethreader.screening.danger import dangers_in, is_danger
from ethreader.screening.danger_kinds import DangerKind

DANGER = {
    "English": """
Ubicu i tebe i tvoju decu
Tuče me i mene i decu
pls help im scared
we'll burn your house down
She's living at her aunt's place, go get her
I need to escape tonight
my stepfather is raping me
He told me he would kill my family
i wanna end it all
I know your address, bitch
if you don't delete this I will come to your house
They are keeping us in a house near the border
my boyfriend sells me to his friends
I'm trapped in his apartment and he has my phone
He found me again, please do something
I will kill you.
I'm going to find her.
We know where you live.
You better watch your back.
You will regret this.
Keep your mouth shut!
Take this down or else.
We are coming for you.
Nobody will ever find your body.
Help me please
Please help me, I am locked in a flat.
Somebody help us!
He beats me every day.
My husband hits me.
They took my passport and I can't leave.
They won't let me go.
I am being held here against my will.
I’m in danger.
He said he will kill me.
I am scared that he will find me.
He is threatening me.
I want to die.
I'm going to kill myself.
I don’t want to live anymore
please call the police
Get me out of here
My ex is following me.
He waits outside my house every night.
He knows where I live now
Someone is stalking me.
He put a tracker on my car.
Does anybody know where she is hiding?
Where does she live now?
I am looking for my wife.
Have you seen this girl?
She is hiding in Vienna.
We are hiding from him.
Her new address is known.
The shelter is in that street behind the church.
HELP ME
He forces me to work at night
they are selling us
I can’t escape from him
""",
    "German": """
Wo ist meine Tochter? Sie ist weggelaufen
Ich möchte einfach sterben
Kann mir jemand helfen? Mein Chef hat meinen Pass
Er hat meine Kinder
Ich mach dich fertig
wir wissen wo deine Kinder zur Schule gehen
Ich komme hier nicht weg
Ich werde verfolgt
Er hat mich eingesperrt
Ich hab Angst vor meinem Mann
Ich bring dich um!
Ich werde dich finden.
Wir wissen, wo du wohnst.
Du bist tot.
Das wirst du noch bereuen!
Pass bloß auf!
Halt die Klappe, sonst passiert was.
Hilfe!
Bitte helft mir
Helft uns!
Ich brauche dringend Hilfe
Ich bin hier eingesperrt.
Mein Mann schlägt mich.
Er laesst mich nicht aus der Wohnung.
Sie haben mir meinen Pass weggenommen.
Er hat meinen Pass.
Ich werde hier festgehalten.
Ich bin in Gefahr.
Ich habe solche Angst, dass er mich findet.
Er droht mir, mich umzubringen.
Er bringt mich um
Sie zwingen mich.
Ich will nicht mehr leben.
Ich will sterben
Ruft die Polizei!
Holt mich hier raus
Er verfolgt mich.
Mein Ex steht jeden Tag vor meiner Tür.
Er weiß jetzt, wo ich wohne.
Er lauert mir auf.
Weiß jemand, wo sie wohnt?
Wo versteckt sie sich?
Ich suche meine Frau.
Hat jemand sie gesehen?
Sie versteckt sich in Linz.
Sie ist im Frauenhaus.
Ich verstecke mich vor ihm.
Ihre neue Adresse habe ich.
""",
    "Serbian, Latin": """
Gotova si
Znam ti adresu
Reci mi gde je ona
Traži me svuda
Pobegla sam od njega, on me traži
Ne smem da izađem
Gazda nam je uzeo pasoše
Dečko me prodaje
Ubiću te!
Ubicu te kad te vidim
Naći ću te.
Znam gde živiš.
Znamo gdje radiš.
Mrtva si!
Platićeš za ovo.
Pazi šta pišeš.
Zažalićeš.
Obriši ovo ili...
Upomoć
Pomozite mi!
Molim vas pomozite
Hitno mi treba pomoć
Treba mi pomoć
Zovite policiju!
Muž me tuče.
Bije me svaki dan.
Preti mi da će me ubiti.
Ne pušta me iz kuće.
Oduzeli su mi pasoš.
Uzeo mi je dokumenta.
Zaključali su me.
Zatvorena sam u stanu.
Drže me ovde.
U opasnosti sam.
Život mi je u opasnosti
Bojim se da će me naći.
Ubiće me.
Ubiću se.
Ne želim više da živim.
Hoću da umrem
Spasite me
Izvucite me odavde
Prati me bivši.
Bivši me proganja.
Čeka me ispred zgrade.
Zna gde živim.
Našao me je.
Da li neko zna gde je ona?
Gde se krije?
Tražim svoju ženu.
Krije se u Novom Sadu.
Krijem se od njega.
Teraju nas da radimo
""",
    "Serbian, Cyrillic": """
Газда нам је узео пасоше
Помозите, не могу више
Мој муж ме бије
Убићу те!
Наћи ћу те.
Знам где живиш.
Мртва си!
Платићеш за ово.
Упомоћ
Помозите ми!
Молим вас помозите
Хитно ми треба помоћ
Зовите полицију!
Муж ме туче.
Бије ме сваки дан.
Прети ми да ће ме убити.
Не пушта ме из куће.
Одузели су ми пасош.
Закључали су ме.
Затворена сам у стану.
У опасности сам.
Бојим се да ће ме наћи.
Убићу се.
Не желим више да живим.
Спасите ме
Прати ме бивши.
Чека ме испред зграде.
Зна где живим.
Нашао ме је.
Да ли неко зна где је она?
Тражим своју жену.
Кријем се од њега.
""",
}

TALK = {
    "English": """
Ubili su joj nadu.
Ona je sada u Beču i predaje.
Who knows where this will lead?
The place where she lives now is safe, said the speaker.
You will pay attention.
I know where you are coming from.
This book will kill you with sadness
He follows the case for years.
He will find it useful.
They will find a solution.
Please help me with the link, it doesn't work.
Can someone help me with the registration?
We need help with translation.
The police came and got them out of there.
Thank you for helping me find my sister.
It helps me to read this.
We know where the problem lies.
My friend was held in a house near the border in 2014.
Traffickers threaten to kill families of victims.
She was beaten and locked up, the court found.
The hotline number was helpful.
I want to help victims, where can I donate?
We must help victims of trafficking.
The article helped me understand.
Please help us stop trafficking.
Can you help me find the programme?
Help me understand this law.
Survivors were held against their will for years.
Traffickers take passports away from their victims.
They took away her passport, the report says.
The victims were locked in a flat in 2009.
Nobody should be sold.
Threats are a means of control.
He was killed in the war.
Forced labour kills people.
You are killing it with this project!
I could kill for a coffee.
I am following you on Instagram.
She lives in Vienna and teaches law.
Where is the conference?
Where is she published?
I know where the library is.
Call the police when you see this.
The police were called.
We will find a way.
We will find you a place at the conference.
You will not regret reading it.
You will find the report here.
I don't want to kill the mood.
Suicide prevention is important.
Women in danger need shelters.
The shelter was closed last year.
Danger is everywhere for them.
Stalking is a crime in Serbia.
He spoke about violence against women.
She is looking for work.
I was trafficked when I was 16.
My story was like this one, years ago.
I was afraid then, now I am free.
Help is available.
This helped me a lot.
It could help me too.
He said he will come to the conference.
They said they will publish it.
I want to die laughing at this
I am looking for the report.
Do you know where the video is?
Watch the film, it is good.
Thank you for saving lives.
This must never happen again.
""",
    "German": """
Da bin ich verloren
Er bedroht sie, das ist der Alltag vieler.
Frauen haben Angst vor ihren Männern.
Ich brauche Hilfe bei der Anmeldung.
Können Sie mir helfen? Der Link geht nicht.
Hilfe ist möglich.
Wer weiß, wo das hinführt.
Ich suche die Rednerin von gestern.
Wir müssen den Opfern helfen.
Hilfe für Betroffene ist wichtig.
Die Hilfe kam zu spät.
Mit Hilfe der Polizei wurde sie befreit.
Wo finde ich Hilfe?
Betroffene brauchen Hilfe und Schutz.
Können Sie mir helfen, das Programm zu finden?
Der Artikel hilft mir, das zu verstehen.
Die Täter nehmen den Opfern den Pass weg.
Frauen werden eingesperrt und geschlagen.
Sie wurde jahrelang festgehalten.
Ich wurde vor Jahren selbst gehandelt.
Drohungen sind ein Mittel der Kontrolle.
Er wurde im Krieg getötet.
Gewalt gegen Frauen tötet.
Wo ist die Konferenz?
Wo ist der nächste Termin?
Sie wohnt in Wien und unterrichtet Recht.
Wir wissen, wie wichtig das ist.
Ich weiß, wo die Bibliothek ist.
Du wirst es nicht bereuen.
Passt gut auf euch auf!
Pass auf dich auf.
Frauenhäuser brauchen mehr Geld.
Das Frauenhaus Wien feiert Geburtstag.
Stalking ist strafbar.
Ich suche das Programm.
Ich suche Arbeit.
Die Polizei wurde gerufen.
Ich will nicht mehr schweigen.
Wir finden euch großartig.
Ich finde Sie mutig.
Gefahr erkennen, Gefahr bannen
Niemand darf verkauft werden.
Ich hatte damals Angst, heute bin ich frei.
Das hat mir sehr geholfen.
Suizidprävention ist wichtig.
""",
    "Serbian": """
Где могу да нађем програм?
Prijavila je da joj je pretio.
On prati rad udruženja.
Može li neko da pošalje link?
Tražim svoju profesorku sa predavanja.
Gde mogu da nađem program?
Da li neko zna kada počinje?
Zovite nas za više informacija.
Potrebna nam je pomoć volontera.
Pomoć mi je stigla na vreme.
Moramo pomoći žrtvama trgovine ljudima.
Pomoć žrtvama je najvažnija.
Žrtvama treba pomoć države.
Pomozite žrtvama trgovine ljudima.
Hvala na pomoći.
Ovaj tekst mi je pomogao.
Trgovci oduzimaju pasoše žrtvama.
Žrtve su zaključavali u stan.
Držali su ih zatvorene godinama.
Pretnje su sredstvo kontrole.
Ubijen je u ratu.
Nasilje ubija.
Gde je konferencija?
Gde se održava skup?
Živi u Beču i predaje pravo.
Znam gde je biblioteka.
Ko zna zašto ćute.
Pazite na sebe!
Čuvajte se i hvala.
Pratim vaš rad godinama.
Prati nas na Instagramu.
Tražim posao.
Tražimo pravdu za žrtve.
Policija je pozvana.
I ja sam bila žrtva, pre deset godina.
Bila sam zatvorena pre deset godina.
Tada sam se plašila, sada sam slobodna.
Ne želim više da ćutim.
Ne mogu da verujem.
Hoću da znam više.
Naći ćemo rešenje.
Naći ćete odgovor u tekstu.
Sigurna kuća je važna.
Sigurna kuća u Beogradu je prva u Srbiji.
Sigurnih kuća nema dovoljno.
Niko ne sme biti prodat.
Opasnost je svuda.
Sve će biti u redu.
Морамо помоћи жртвама трговине људима.
Помоћ жртвама је најважнија.
Трговци одузимају пасоше жртвама.
Где је конференција?
Чувајте се и хвала.
Не желим више да ћутим.
И ја сам била жртва, пре десет година.
Насиље убија.
Тражим посао.
Сигурна кућа је важна.
""",
}


# One sentence a row; those “unseen” were written by others, after the rows of danger_phrases.
SENTENCES = Path(__file__).with_name("sentences")
IN_FILES = ("en", "de", "sr", "sr-Cyrl", "unseen")


def rows(table: str) -> Iterator[str]:
    return iter(table.strip().splitlines())


@pytest.mark.parametrize("language", DANGER)
def test_who_may_be_in_danger_is_noticed(language: str) -> None:
    assert [row for row in rows(DANGER[language]) if not is_danger(row)] == []


@pytest.mark.parametrize("language", TALK)
def test_who_talks_about_it_is_not(language: str) -> None:
    assert [row for row in rows(TALK[language]) if is_danger(row)] == []


@pytest.mark.parametrize("language", IN_FILES)
def test_danger_is_noticed_however_it_is_put(language: str) -> None:
    table = (SENTENCES / f"danger.{language}.txt").read_text(encoding="utf-8")

    assert [row for row in rows(table) if not is_danger(row)] == []


@pytest.mark.parametrize("language", IN_FILES)
def test_what_readers_write_about_it_is_none(language: str) -> None:
    table = (SENTENCES / f"talk.{language}.txt").read_text(encoding="utf-8")

    assert [row for row in rows(table) if is_danger(row)] == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("I will find you.", [DangerKind.THREAT], id="threat"),
        pytest.param("Er schlägt mich.", [DangerKind.CRY_FOR_HELP], id="cry for help"),
        pytest.param("Прати ме свуда.", [DangerKind.STALKING], id="stalking"),
        pytest.param("Where is my wife?", [DangerKind.WHEREABOUTS], id="whereabouts"),
        pytest.param("Thank you for this.", [], id="none"),
    ],
)
def test_kinds_are_told_apart(text: str, kinds: list[DangerKind]) -> None:
    assert list(dangers_in(text)) == kinds


@pytest.mark.parametrize("text", ["i will k1ll y0u", "I will kiiiill you", "i will k i l l you"])
def test_disguised_words_are_read_as_they_are_meant(text: str) -> None:
    assert is_danger(text)


def test_what_was_long_ago_is_over_unless_it_goes_on() -> None:
    assert not is_danger("He beat me for years. That was ten years ago.")
    assert is_danger("He beat me ten years ago, and last night he beat me again.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("he " * 3_333, id="one word"),
        pytest.param("i will he beats where is my " * 360, id="beginnings of phrases"),
        pytest.param("help me understand " * 526, id="excuses"),
        pytest.param("a" * 10_000, id="one long word"),
        pytest.param("ä\u0308" * 5_000, id="marks"),
    ],
)
def test_no_text_takes_long(text: str) -> None:
    is_danger("The phrases are read.")
    began = time.process_time()
    is_danger(text)

    assert time.process_time() - began < 0.1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("I’M GOING TO KILL YOU", id="capitals and a curly apostrophe"),
        pytest.param("Thank you.\n\nHe beats me every day.\n\nAna", id="between other lines"),
        pytest.param("help\u00a0me please", id="a blank of another width"),
        pytest.param("ｈｅｌｐ ｍｅ please", id="letters of full width"),
        pytest.param("he *beats* me", id="a word in italics"),
    ],
)
def test_however_it_is_typed(text: str) -> None:
    assert is_danger(text)


def test_what_ends_a_sentence_ends_a_phrase() -> None:
    assert not is_danger("We all came to help. Me and my sister sang.")
