"""Which names are held since the site seems to speak in them."""

from ethreader.screening.official_names import speaks_officially

BEHIND = (
    *("ASTRA events", "ASTRA – Anti Trafficking Action", "La Strada International", "Хуманост"),
    *("OSCE (Office of the Special Representative)", "UN", "Frauenhaus Österreich"),
    *("Office for Equal Rights (OER)", "Ministry of Labour: Serbia", "Women, Peace and Security"),
    *("LEFÖ-IBF", "Anti-Slavery International", "B92", "Grupa 484"),
)

OFFICIAL = """
МОDЄЯATOЯ|Админиcтратор|Λdmin|ʍoderator|Mодepaтop|Редакциja
ɹoʇɐɹǝpoW|uᴉɯpɐ|Управа|Uprava|Pressestelle|ModeratorInnen|Co-Moderator|Tim ASTRA|Mod€rator
Moderator|moderator|MODERATOR|The Moderator|Your moderators|Moderation|Site Moderator|mod|Mods
m o d e r a t o r|M.o.d.e.r.a.t.o.r|M-o-d-e-r-a-t-o-r|M_o_d_e_r_a_t_o_r|Mo de ra tor|Modera tor
M o d|m.o.d.|A d m i n|Mоderator|Мoderator|Mоdеrаtоr|Μοderator|Ꮇoderator|M໐derator|ⅿoderator
ᴍᴏᴅᴇʀᴀᴛᴏʀ|Ｍｏｄｅｒａｔｏｒ|𝐌𝐨𝐝𝐞𝐫𝐚𝐭𝐨𝐫|𝓜𝓸𝓭𝓮𝓻𝓪𝓽𝓸𝓻|𝕸𝖔𝖉𝖊𝖗𝖆𝖙𝖔𝖗|ⓂⓄⒹⒺⓇⒶⓉⓄⓇ|🅼🅾🅳🅴🆁🅰🆃🅾🆁|🇲🇴🇩|ᵐᵒᵈᵉʳᵃᵗᵒʳ
Mödérâtor
M̶o̶d̶e̶r̶a̶t̶o̶r̶|Møderator|M0derator|M0D3R4T0R|Moder@tor|@Moderator|Moderator!|!Moderator!
Moder8or|M0der8or|moder8ors|Moder8ion|Adm1nistr8or
Moderatorr|Modderator|rnoderator|Moderator1|Moderator 2|Moderator_2024|xX Moderator Xx
AnnaModerator|SiteMod|rotaredoM|\u202erotaredoM|Mode\u200brator|Mod\u034ferator|Moder\u00adator
Mo\u3164derator|Mode\u2800rator|admin|Admin|ADM1N|4dmin|@dmin|Adm!n|Αdmin|Аdmin|ａｄｍｉｎ|a d m i n
admin123|The Admin Team|Site-Admin|SiteAdmin|WebAdmin|Administrator|Administration|Sysadmin
Webmaster|Editor|The Editors|Editorial team|Staff|ASTRA staff|Official|Official response
OFFICIAL REPLY|Off1cial|Organizer|The Organisers|Site owner|Team|The Team|Our team|Support
Support team|System|Moderatorin|Die Moderation|Moderator*in|Moderator:in|Moderatorinnen
Moderationsteam|Offizielle Antwort|offizielle antwort|Offiziell|Redaktion|Die Redaktion
Redaktionsteam|Redakteurin|Administratorin|Veranstalter|Das Team|Unser Team|Модератор|МОДЕРАТОР
Модераторка|Модерација|Администратор|Администраторка|Админ|Редакција|Уредништво|Уредник
Званични одговор|Званично|Службени одговор|Организатор|Наш тим|м о д е р а т о р|Moderatorka
Moderacija|Redakcija|Uredništvo|Urednistvo|Urednica|Zvanični odgovor|Zvanicno|Službeno|Naš tim
Mодератоr|Аdministrator|Редакция|Администрация|Модераторы|Официальный ответ|Админ сајта
Tim sajta|ASTRA events|astra events|Astra-Events|ASTRAevents|A S T R A events|АСТРА events
Astra Events Beograd|Αstra events|ASTRA|Team ASTRA|astra|АСТРА|Anti Trafficking Action
La Strada International|La-Strada International|LaStrada International|Хуманост|Humanost|OER
O.E.R. Vienna|OSCE|O.S.C.E.|Office of the Special Representative|UN|Frauenhaus Österreich
Frauenhaus Osterreich|LEFÖ|Lefö|LEFO|LEFÖ IBF|IBF|B92|Grupa 484
Chefredaktion|Chefredakteurin|Betreiber|Betreiberin der Seite|Webseitenbetreiber
Seitenadministration|Die Veranstalterinnen|Veranstaltungsteam|Das Event-Team|Event team
Kommentarmoderation|Kundenservice|Organisationskomitee|The organising team|Organizing Committee
Organizacioni odbor|Организациони одбор|Редактор|Главни уредник|Verified|Verified account|✔ Verified
VVebmaster|Oﬃcial|Оffiсiаl|Suрроrt|Help деск|Helрdesk team|ＳｉｔｅＡｄｍｉｎ|[Moderator]
【Moderator】|Moderator™|🛡️ Mod
✅ Moderator|-=Admin=-|M\u20e3o\u20e3d\u20e3|M\ufe0fo\ufe0fd|Mode\U000e0072rator|ꓮdmin|ᗩdmin
ꭺᗞᎷɪɴ|Adмin|Μοδεratοr|μοδερατορ
mσdεrαtσr|ɱơɖɛཞąɬơཞ|м๏๔єгคt๏г|爪ㄖᗪ乇尺卂ㄒㄖ尺|⒨⒪⒟⒠⒭⒜⒯⒪⒭|𝚖𝚘𝚍𝚎𝚛𝚊𝚝𝚘𝚛|𝔪𝔬𝔡𝔢𝔯𝔞𝔱𝔬𝔯|🇦🇩🇲🇮🇳|Moderator_in
Moderator/in|Forumsmoderatorin
Kommentarredaktion|Seitenmoderation|Seitenadmin|Webmasterin|Pressesprecherin|Orga|Das Orga-Team
Websitebetreiber
Moderatorius|Модераторъ|Администраторы|Уреднички тим|Тим модератора|Корисничка подршка
Služba za podršku
Tehnička podrška|Customer service|Technical support|System message|Редакцијски одбор
Administrateur|La rédaction
Uređivački tim|Уреднички одбор|Službeni nalog|Службени профил|Služba podrške|Подршка сајта
Tim za podršku|Особље сајта|Vlasnik sajta|Власница сајта|Koordinatorka foruma|Tim za bezbednost
Seitenverwaltung|Verwaltung der Seite|Kundensupport|Technischer Support|Sicherheitsteam|Die Polizei
Customer care|Site management|Press office|Community team|Trust and safety|Security team|The Police
Policija|Полиција|Pоlice|Pоlicijа|ΡOLICE|Роlizеi|Ѕecurity tеam|Ѕлужба пoдршке|Urеđivački tіm|MUP
مُشرف|المشـرف|اﻟﻤﺸﺮف|الـمـشـرف|الادارة|مدير الموقع|فريق الإشراف|حساب رسمي|管理员|관리자|הנהלת האתר
Modérateur|Modératrice|Moderador|Moderatore|المشرف|مشرف الموقع|الإدارة|إدارة الموقع|هيئة التحرير
"""

NOBODYS = """
Admiral|Modrić|Luka Modrić|Amod|Organisa|Rootsy|Managerin Maria|Ursula P.|Bud|Dub|Pundit|Anna S.
|Mira|Anna|Badminton Anna|Modesta|Modest|Modeste|Vladimir Modić|Modou|Teamwork Tom|Team Lisa
Tim|Tim Berg|Timea|Adminka|Astrid|Astrida|Astrea|Марија|Мира|Модеста|Администа|Δήμητρα|Admira
Admir Mehić|Mo D.|Mo Dean|A. D.|Mo Dar|Dom|Domenico|Dominik|Nimra|Mody|Modi|Moda|Moderata
Moderatus|Moderna|Mother|Padminа|Padmini|Hostess|Hostinger|Edit|Edita|Editha|Edith|Edi Torres
Eduard|Staffan|Stafford|Unity|Una|Uno|Undine|Ung|Supportive Sue|Systema|Offermann|Ofelia|Organa
Organ player|Uredita|Zvonimir|Zvonka|Ред|Редо|Муниципал|Званка|Службенка|A reader|A survivor
Survivor 2019|Somebody|anonymous|Anonim|Анонимно|Eine Leserin|Jedna žena|Vesna P.|J. K.|M.|Jan
Jan-Ole|O'Brien|María José|Nguyễn Thị Ánh|محمد|שרה|王芳|さくら|김민지|Đorđe|Жељко|Željko|Ćira|Strada
La Donna|International Anna|Events fan|Frauenhaus-Nachbarin|Special guest|Office worker
Action Bob|Trafficking survivor|Österreicherin|Human|Humanista|Ana 🌻|🌻|★★★|1984|007|12
xX_Luna_Xx|l33t k1d|c0c0|B@nana|$ara|M&M|Webster|Ana (Serbia)|Women for women|Peace|Rights now
Equal|Labour Linda|Sitemap|Owner of a dog|Desk lamp|Helping hand|Modul|Modell|Mo|Mod\u00adena
Modena|Admont|Adam Min|Tea Moss
Policeman's wife|Polizistin a.D.|Policajka Mira|Kupola|Vlasnica psa|Koordinatorka Mira|Mupi
Tim Burton|Čitateljka|Читатељка|Гошћа|Eine Betroffene|Leserin aus Wien|Officer's wife|Модерна Ана
Pressburg|Safety first|Community of women|Security guard's widow|Trusty|Osoba|Особа
Anti|Slavery|Eventa|Eventmanagerin|Betreuerin|Betreiba|Komitee-Mitglied|Odbornica
Veranda|Verena|Verifica|Event guest|Sve o organizaciji|مشارك|مشاركة|أم أحمد|فاطمة|شريف|دار السلام
Redak|Kundin|Chef|Chefin|Modesto|Organda|إدريس|مديرة مدرسة|Editha Maria|Mohd Ali|Modar|Al-Amin
Podrška žrtvama|Upravo stigla|Službenica pošte|Zvanica|Tim & Lisa|Annas Team|Team Anna|Gast
Modou Lamin|Redžep|Timon|Tim Timić|Уредна|Управник|Ада Минић|Упорна|Служба|مدير|رسمية|دعاء|أمير
ناجية|官晓|김관리|مصطفى
𝓐𝓷𝓷𝓪|🅰🅽🅽🅰|ᴀɴɴᴀ|ⒶⓃⓃⒶ|A\u0336n\u0336a\u0336|卂几几卂|ａｎａ|O_o|R2D2|Gr8|W8ing|
Cre8ive|L8r|m8|H8er|Sk8er Ana|Ana 1998|88|N8|Eva 18|Owner of a cat
Αθηνά|Δημήτρης|Ρόδη|ชมพู่|รัตน์|אורי|שירן|דן
Organ|Orgelspieler|Administrative Anna|Moderate Maja|Verwaltungsgericht|Kunde|Kundin Eva|Reda
B.|Modesty B.|Grupa žena|grupa
"""


def listed(table: str) -> list[str]:
    return [name for line in table.strip("\n").splitlines() for name in line.split("|")]


def test_names_that_speak_for_the_site_are_noticed() -> None:
    assert [name for name in listed(OFFICIAL) if not speaks_officially(name, BEHIND)] == []


def test_names_of_persons_are_not() -> None:
    assert [name for name in listed(NOBODYS) if speaks_officially(name, BEHIND)] == []
