"""Invented reports with two sides each, and the names that change places: countries with leaders, a union and a company.

A line break inside a paragraph is a blank.
"""

REPORTS: dict[str, tuple[str, dict[str, str]]] = {
    "ceasefire": (
        """KYIV - Ukraine will not withdraw from the river towns before a truce is signed, its foreign minister said on Tuesday.

"We are not handing over a single street," Foreign Minister Taras Holub told reporters in Kyiv. "First the guns fall silent."

Russian Foreign Minister Gleb Rodin called the demand "a step backwards". He said Russia was ready to meet in Vienna next week
if Ukraine dropped its conditions.

Ukrainian officials accused the Russian military of shelling Lypova overnight. The Russian defence ministry denied it.

"We hear promises and then we hear explosions," Mr Holub said, adding that Moscow had broken two earlier deals.

A senior Russian official said the talks could still succeed. The official warned that "time is short".

Ukraine's president, Orest Danko, is expected to travel to Geneva on Friday, his spokeswoman said. Rodin will be there too.

According to the United Nations, 40,000 people have fled the river towns since March.""",
        {"Ukraine": "Russia", "Ukrainian": "Russian", "Kyiv": "Moscow", "KYIV": "MOSCOW", "Holub": "Rodin", "Taras": "Gleb"},
    ),
    "gulf": (
        """Saudi Arabia said on Sunday it would reopen its embassy in Tehran if Iran released the crew of the tanker.

Saudi Deputy Foreign Minister Faisal Rumani described the crew as "hostages". Iranian Foreign Ministry spokesman Omid Raad
rejected the word.

"They entered our waters and they will stand trial," Raad told state television. He said Iran wanted talks without conditions.

"There will be no talks while one sailor is held," Rumani said in a statement. "That is not negotiable."

Diplomats said the two sides had met twice in Muscat. One diplomat said a deal was close; another said it was not.

Rumani urged Tehran to let doctors see the crew. Iran's ambassador to Oman, Dara Sohrab, said doctors had seen them.

Saudi officials said they would raise the matter with the Arab League. Iranian officials declined to say what came next.""",
        {"Saudi Arabia": "Iran", "Saudi": "Iranian", "Riyadh": "Tehran", "Rumani": "Raad", "Faisal": "Omid"},
    ),
    "fish": (
        """Norway has accused Denmark of breaking last year's agreement on herring.

"Denmark has taken twice its share," Norwegian Fisheries Minister Ingrid Solvang said. "We will close our ports to Danish boats
unless this stops."

Danish Fisheries Minister Mads Krogh said the figures were wrong. "Nobody in Copenhagen has seen them," he told the newspaper.

Solvang's office said the figures had been sent on Monday. A spokesman for Krogh said they had not arrived.

The Norwegian government wants a new quota by June, according to a letter that Solvang sent to Copenhagen. The letter said Norway
was "prepared to go to court".

Analysts said neither side could afford a long dispute. Karin Dahl, an analyst at Fjord Bank, said prices would rise by a fifth.

Krogh said he would meet Solvang on Thursday. She said she expected "plain words".""",
        {"Norway": "Denmark", "Norwegian": "Danish", "Oslo": "Copenhagen", "Solvang": "Krogh"},
    ),
    "strike": (
        """Dockers at Tarrant Shipping will walk out on Monday, the Harbour Crews Union said.

"Tarrant Shipping has had three months to answer," said Nell Garrow, chief negotiator of the Harbour Crews Union. "It has sent
us one page."

Tarrant Shipping said the offer of four percent was final. "We cannot pay what we do not earn," said Hugh Salter, chief negotiator
of Tarrant Shipping.

Garrow called the offer "an insult". She said members would stay out until it was raised to seven percent.

Salter said talks could go on at any time. He accused the other side of walking away from the table.

A person close to the talks said a mediator had been asked to step in. The person said both sides had agreed to that.

Mayor Edith Lowe urged both to settle before the holiday. "Nobody wants empty shelves," she said.""",
        {"Tarrant Shipping": "Harbour Crews Union", "Garrow": "Salter"},
    ),
    "tariffs": (
        """China will raise duties on Japanese steel from May 1, the commerce ministry said on Wednesday.

"The measures answer an unfair practice," Chinese Commerce Minister Wen Daolin said in Beijing.

Japan called the move regrettable. Japanese Trade Minister Koji Arashi said Tokyo would complain to the World Trade Organization.

"We have always kept to the rules," Arashi told a news conference. "We expect the same of China."

Wen said Japan had refused to talk since January. He added that China was open to a meeting "at any level".

Japanese steelmakers warned of job losses. Hana Mori, head of the Northern Steel Association, said two mills could close.

The Chinese embassy in Tokyo said the duties would be lifted if Japan opened its ports. Arashi ruled that out.""",
        {"China": "Japan", "Chinese": "Japanese", "Beijing": "Tokyo", "Wen": "Arashi", "Daolin": "Koji"},
    ),
}
