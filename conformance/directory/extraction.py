#!/usr/bin/env python3
"""Writes an extraction of the directory with invented people: the layout of PS_LibreAcces_Personne_activite, no person of it exists.

  extraction.py LINES > FILE        the same lines for the same number
"""
import random, sys

HEADINGS = """Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|Libellé civilité exercice|Code civilité|
Libellé civilité|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|
Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|Numéro SIRET site|
Numéro SIREN site|Numéro FINESS site|Numéro FINESS établissement juridique|Identifiant technique de la structure|Raison sociale site|
Enseigne commerciale site|Complément destinataire (coord. structure)|Complément point géographique (coord. structure)|Numéro Voie (coord. structure)|
Indice répétition voie (coord. structure)|Code type de voie (coord. structure)|Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|
Mention distribution (coord. structure)|Bureau cedex (coord. structure)|Code postal (coord. structure)|Code commune (coord. structure)|
Libellé commune (coord. structure)|Code pays (coord. structure)|Libellé pays (coord. structure)|Téléphone (coord. structure)|
Téléphone 2 (coord. structure)|Télécopie (coord. structure)|Adresse e-mail (coord. structure)|Code département (coord. structure)|
Libellé département (coord. structure)|Ancien identifiant de la structure|Autorité d'enregistrement|Code secteur d'activité|Libellé secteur d'activité|
Code section tableau pharmaciens|Libellé section tableau pharmaciens|Code fonction|Libellé fonction|Code genre d'activité|Libellé genre d'activité|""".replace("\n", "")

SYLLABLES = ["BA", "CHÊ", "DOR", "ÉPI", "FLAN", "GRI", "HOU", "JAS", "LIN", "MÉS", "NOI", "ORM", "PIN", "ROS", "SAU", "TIL", "VER", "ZIN"]
GIVEN = ["Achillée", "Bruyère", "Capucine", "Érable", "Fougère", "Genêt", "Iris", "Jasmin", "Lierre", "Myosotis", "Narcisse", "Orme"]
PROFESSIONS = [("10", "Médecin", ["SM26", "SM54", "SM01", "SM25"]), ("60", "Infirmier", [""]), ("70", "Masseur-Kinésithérapeute", [""]),
               ("21", "Pharmacien", [""]), ("40", "Chirurgien-Dentiste", [""]), ("50", "Sage-Femme", [""]), ("91", "Orthophoniste", [""])]


def with_key(digits):
    """The digits and their Luhn key."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def person(number):
    """The invented professional of that number: identifier, name, profession, specialities."""
    # A multiplication scatters well enough, and is much quicker than a generator for each person.
    scattered = number * 2654435761 % 4294967296
    code, label, expertise = PROFESSIONS[scattered % 7]
    family = "".join(SYLLABLES[scattered // divisor % 18] for divisor in (7, 126, 2268))
    return "8" + with_key("99%08d" % number), family, GIVEN[scattered // 40824 % 12], code, label, expertise[scattered // 489888 % len(expertise)]


def line(choice, number):
    identifier, family, given, code, label, expertise = person(number)
    site = choice.randrange(300000)
    finess = with_key("%08d" % (75000000 + site))
    fields = [identifier[0], identifier[1:], identifier, "DR" if code == "10" else "", "Docteur" if code == "10" else "", "M", "Monsieur", family, given, code, label,
              "C", "Civil", "S" if expertise else "", "Spécialité ordinale" if expertise else "", expertise, "Spécialité inventée" if expertise else "", "L", "Libéral",
              with_key("%013d" % (9000000000000 + site)), with_key("%08d" % (90000000 + site)), finess, finess, "C%014d" % site,
              "CABINET DES %s %d" % (choice.choice(SYLLABLES), site), "", "CABINET %d" % site, "", str(site % 200), "", "R", "Rue", "DES ESSAIS INVENTÉS", "",
              "%05d VILLE-INVENTÉE CEDEX" % (site % 95000), "%05d" % (site % 95000), "%05d" % (site % 95000), "Ville-Inventée", "99000", "France", "", "", "", "",
              "%02d" % (site % 95), "Département inventé", "1" + finess, "ARS/ARS/ARS", "SA07", "Cabinet individuel", "", "", "FON-01", "Titulaire de cabinet", "GENR02",
              "Activité standard de soin"]
    return "|".join(fields) + "|\n"


def main():
    lines, choice = int(sys.argv[1]), random.Random(1)
    out = sys.stdout
    out.reconfigure(encoding="utf-8", newline="\n")
    out.write(HEADINGS + "\n")
    # Two lines of three are of a person's first activity; the lines of one person need not stand together.
    people = max(1, lines * 2 // 3)
    for number in range(lines):
        out.write(line(choice, number if number < people else choice.randrange(people)))


if __name__ == "__main__":
    main()
