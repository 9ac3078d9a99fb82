"""Files in the forms of others, every row of them invented; `~` stands for a tab."""

from __future__ import annotations

_POLECAT = (
    "Event ID~Event Date~Event Type~Event Mode~{intensity}Quad Code~Contexts~Actor Name~Actor Country~Actor COW~"
    "Primary Actor Sector~Actor Sectors~Actor Title~Actor Name Raw~Wikipedia Actor ID~Recipient Name~Recipient Country~"
    "Recipient COW~Primary Recipient Sector~Recipient Sectors~Recipient Title~Recipient Name Raw~"
    "Wikipedia Recipient ID~Placename~City~District~Province~Country~Latitude~Longitude~GeoNames ID~Raw Placename~"
    "Feature Type~Source~Publication Date~Story People~Story Organizations~Story Locations~Language~Version{more}\n")
_RAID = ("20310408-9-a_1~2031-04-08~ASSAULT~heavy-weapons~{score}MATERIAL CONFLICT~military; territory~None~Norway~385~"
         "REB~REB~None~rebels~None~None~Iceland~395~MIL~MIL|GOV~None~soldiers~None~")
_TALKS = ("20310408-9-a_2~2031-04-09~CONSULT~None~{score}VERBAL COOPERATION~None~Ina Storm; Jon Eld~Norway; Iceland~"
          "385; 395~GOV; ELI~GOV; ELI~None~Storm; Eld~Q11~" + "None~" * 8)
_REST = "None~" * 10 + "The Fjord~2031-04-09~None~None~None~en~NGEC_c{extra}\n"
_ICEWS = (
    "Event ID~Event Date~Source Name~Source Sectors~Source Country~Event Text~CAMEO Code~Intensity~Target Name~"
    "Target Sectors~Target Country~Story ID~Sentence Number~Publisher~City~District~Province~Country~Latitude~"
    "Longitude\n"
    "71~2031-04-07~Ina Storm~Executive,Government~Norway~Make a visit~042~1.9~Iceland~NA~Iceland~900~1~The Fjord~"
    "Reykjavik~NA~Capital Region~Iceland~64.15~-21.9\n"
    "71~2031-04-08~Police (Norway)~Government,Police~Norway~Arrest, detain, or charge with legal action~173~-5~"
    "Citizen (Iceland)~General Population / Civilian / Social,Social~Iceland~901~2~The Fjord~NA~NA~NA~Norway~60~8\n"
    "72~2031-04-09~Russia~NA~Russian Federation~unknown~NA~NA~Nobody~NA~NA~902~1~Bladet~NA~NA~NA~NA~NA~NA\n")
ICEWS = _ICEWS.replace("~", "\t")


def polecat(*, intensity: str = "Intensity\t", more: str = "", extra: str = "") -> str:
    """Return two POLECAT rows; ``intensity`` heads its column or is empty, ``more`` and ``extra`` are further cells."""
    text = _POLECAT + _RAID + _REST + _TALKS + _REST
    score = "-9~" if intensity else ""
    return text.format(intensity=intensity, more=more, score=score, extra=extra).replace("~", "\t")


def gdelt() -> str:
    """Return one GDELT row; the actor code of Romania is CAMEO's own."""
    start = ["9001", "20310408", "203104", "2031", "2031.2685", "ROMGOV", "ROMANIA", "ROM", *[""] * 4, "GOV", "", "",
             "IGOUNO", "UN", "", "UNO", *[""] * 6, "1", "0256", "025", "02", "1", "-0.3", "4", "1", "4", "-2.5"]
    places = ["0", *[""] * 7, "0", *[""] * 7, "4", "Tromso, Troms, Norway", "NO", "NO18", "", "69.65", "18.95", "-2601"]
    return "\t".join([*start, *places, "20310409120000", "https://fjord.example/9"]) + "\n"
