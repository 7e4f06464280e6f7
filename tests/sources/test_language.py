"""English or not: short and odd texts pass, other languages are named."""

import pytest

from negotiable.sources.language import language_of

FOREIGN = {
    "German": (
        "Die Regierung sagte am Dienstag, dass sie mit den Gewerkschaften über einen neuen Vertrag sprechen "
        "werde, aber nicht vor dem Ende der Woche. Die Gewerkschaft will nach eigenen Angaben nur dann zurück"
        " an den Tisch, wenn es ein besseres Angebot gibt."
    ),
    "French": (
        "Le ministre a dit mardi que les négociations avec les syndicats allaient reprendre dans la semaine, "
        "mais qu'il ne ferait pas une nouvelle offre. Les syndicats, eux, ne sont pas prêts à revenir à la "
        "table sans des garanties pour les salaires."
    ),
    "Spanish": (
        "El ministro dijo el martes que las negociaciones con los sindicatos se reanudarán esta semana, pero "
        "que no habrá una nueva oferta. Los sindicatos no están dispuestos a volver a la mesa sin garantías "
        "para los salarios de los trabajadores."
    ),
    "Italian": (
        "Il ministro ha detto martedì che le trattative con i sindacati riprenderanno questa settimana, ma "
        "che non ci sarà una nuova offerta. I sindacati non sono pronti a tornare al tavolo senza garanzie "
        "per gli stipendi dei lavoratori del porto."
    ),
    "Dutch": (
        "De minister zei dinsdag dat het overleg met de bonden deze week weer begint, maar dat er geen nieuw "
        "bod komt. De bonden zijn niet bereid om terug te keren naar de tafel als er niet meer zekerheid is "
        "over het loon van de werknemers in de haven."
    ),
    "Polish": (
        "Minister powiedział we wtorek, że rozmowy ze związkami zostaną wznowione w tym tygodniu, ale nie "
        "będzie nowej oferty. Związki nie są gotowe do powrotu do stołu, jeśli nie będzie gwarancji dla płac "
        "pracowników, które są dla nich ważne."
    ),
    "Turkish": (
        "Bakan salı günü yaptığı açıklamada sendikalarla görüşmelerin bu hafta yeniden başlayacağını ve yeni "
        "bir teklif olmayacağını söyledi. Sendikalar ise ücretler için güvence olmadan masaya dönmek için "
        "hazır değil ve bu daha çok zaman demek."
    ),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_other_languages_are_named(name: str) -> None:
    verdict = language_of(FOREIGN[name])
    assert (verdict.english, verdict.name) == (False, name)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Министр сказал во вторник", "Cyrillic"),
        ("部长周二表示，谈判将于本周恢复", "Chinese"),
        ("قال الوزير يوم الثلاثاء إن المحادثات", "Arabic"),
    ],
)
def test_other_scripts_are_told_even_from_a_few_words(text: str, script: str) -> None:
    verdict = language_of(text)
    assert not verdict.english
    assert script in verdict.name


@pytest.mark.parametrize(
    "text",
    [
        "Talks collapse.",
        "Yes.",
        "DOCKERS REJECT OFFER; PORT ANSEL SHUT",
        "“Nie wieder!” he said. The chancellor repeated it in English for the cameras and left without taking any questions.",
        '"' * 1000,
        "174 / 233 / 85 %",
        "word " * 10_000,
        "Zoë Brandt, José Peña, François Lévêque and Łukasz Wójcik met in Århus, the hosts said.",
        "“Мы готовы,” the foreign minister wrote in Russian, and in English he added that the talks would go on.",
    ],
)
def test_english_short_and_odd_texts_pass(text: str) -> None:
    assert language_of(text).english


def test_a_language_that_is_not_listed_is_not_english() -> None:
    made_up = " ".join(
        a + b
        for a in ("zu", "mba", "ki", "lo", "ngo", "tse", "wa", "ri")
        for b in ("ndo", "kela", "tu", "vhi", "mpo", "ra", "sha", "be")
    )
    assert not language_of(made_up).english


def test_a_foreign_headline_and_byline_do_not_outweigh_an_english_report() -> None:
    english = (
        "The port said on Monday that it had made its final offer and that it would not wait for an answer for more than a week. "
    )
    assert language_of("Le port et les dockers ne se parlent plus. " + english * 4).english
