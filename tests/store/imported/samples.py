"""Files in the forms of others, every row of them invented."""

from __future__ import annotations

POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\t{intensity}Quad Code\tContexts\tActor Name\tActor Country\tActor COW\t"
    "Primary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\t"
    "Recipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\t"
    "Wikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\t"
    "Raw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory Locations\t"
    "Language\tVersion{more}\n")
ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
    "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\t"
    "Longitude\n"
    "71\t2031-04-07\tIna Storm\tExecutive,Government\tNorway\tMake a visit\t042\t1.9\tIceland\tNA\tIceland\t900\t1\t"
    "The Fjord\tReykjavik\tNA\tCapital Region\tIceland\t64.15\t-21.9\n"
    "71\t2031-04-08\tPolice (Norway)\tGovernment,Police\tNorway\tArrest, detain, or charge with legal action\t173\t-5\t"
    "Citizen (Iceland)\tGeneral Population / Civilian / Social,Social\tIceland\t901\t2\tThe Fjord\tNA\tNA\tNA\tNorway\t"
    "60\t8\n"
    "72\t2031-04-09\tRussia\tNA\tRussian Federation\tunknown\tNA\tNA\tNobody\tNA\tNA\t902\t1\tBladet\tNA\tNA\tNA\tNA\tNA\tNA\n")


def polecat(*, intensity: str = "Intensity\t", more: str = "", extra: str = "") -> str:
    """Return two POLECAT rows; ``intensity`` heads that column or is empty, ``more`` and ``extra`` are further cells."""
    score = "-9\t" if intensity else ""
    tail = "None\t" * 10 + "The Fjord\t2031-04-09\tNone\tNone\tNone\ten\tNGEC_c"
    none = "None\t" * 8
    return (POLECAT.format(intensity=intensity, more=more)
            + f"20310408-9-a_1\t2031-04-08\tASSAULT\theavy-weapons\t{score}MATERIAL CONFLICT\tmilitary; territory\tNone\t"
              f"Norway\t385\tREB\tREB\tNone\trebels\tNone\tNone\tIceland\t395\tMIL\tMIL|GOV\tNone\tsoldiers\tNone\t{tail}{extra}\n"
            + f"20310408-9-a_2\t2031-04-09\tCONSULT\tNone\t{score}VERBAL COOPERATION\tNone\tIna Storm; Jon Eld\t"
              f"Norway; Iceland\t385; 395\tGOV; ELI\tGOV; ELI\tNone\tStorm; Eld\tQ11\t{none}{tail}{extra}\n")


def gdelt() -> str:
    """Return one GDELT row; the actor code of Romania is CAMEO's own."""
    start = ["9001", "20310408", "203104", "2031", "2031.2685", "ROMGOV", "ROMANIA", "ROM", *[""] * 4, "GOV", "", "",
             "IGOUNO", "UN", "", "UNO", *[""] * 6, "1", "0256", "025", "02", "1", "-0.3", "4", "1", "4", "-2.5"]
    places = ["0", *[""] * 7, "0", *[""] * 7, "4", "Tromso, Troms, Norway", "NO", "NO18", "", "69.65", "18.95", "-2601"]
    return "\t".join([*start, *places, "20310409120000", "https://fjord.example/9"]) + "\n"
