"""Letters to print: one that asks for records to be kept, one that asks for copies; only the blanks are left to the reader."""

from __future__ import annotations

from corpus.states import State

AGENCIES: dict[str, tuple[str, str]] = {  # who keeps the records: how the letter addresses it, and whom it copies
    "City or town police": ("[Name of the city] Police Department, records custodian", "[Name of the city] City Attorney"),
    "County sheriff": ("[Name of the county] Sheriff's Office, records custodian", "[Name of the county] County Attorney"),
    "Jail or detention center": ("[Name of the jail], records custodian", "[City or county that runs the jail], its attorney"),
    "State police or highway patrol": ("[Name of the state agency], records custodian", "Attorney General of [the state]"),
    "Transit or school police": ("[Name of the agency], records custodian", "[The agency's general counsel]"),
}
KEEP = """[Your name]
[Address or e-mail where you can be reached]
[Date]

To: {agency}
Copy: {lawyer}

Please keep all records of this event:
Date and time: ____________________   Place: ____________________
Report or incident number, if known: ____________________

Please stop any automatic deletion, and keep the originals of:
• body-camera and in-car video and audio, with their logs
• video from the station, the jail and any public camera
• 911 calls, dispatch recordings and radio traffic
• reports, use-of-force reports and photographs
• names, badge numbers and assignments of everyone who was there
• records of any taser or other device that was used
• the training records of those officers, and the policies and lesson plans in force on that day
• earlier complaints about those officers and what was done about them

These records may be needed in a legal claim. Please confirm in writing that they are being kept.

This letter asks only that records be kept. It does not tell what happened, and it is not a notice of claim.

Signed: ____________________"""
COPIES = """[Your name]
[Address or e-mail where you can be reached]
[Date]

To: {agency}

Public-records request{law}

Please send me copies of these records:
Date and time: ____________________   Place: ____________________
Report or incident number, if known: ____________________

• body-camera and in-car video and audio, with the audit log
• reports, use-of-force reports and photographs
• 911 calls, dispatch recordings and radio traffic
• the policies, lesson plans and training records that were in force on that day

If you keep back any part, please name the law that allows it and send the rest. Please tell me of any fee before you charge it.

Signed: ____________________"""


def keep_letter(agency: str) -> str:
    """A request to keep all records. Raises KeyError for an agency that is not one of AGENCIES."""
    to, lawyer = AGENCIES[agency]
    return KEEP.format(agency=to, lawyer=lawyer)


def copies_letter(agency: str, row: State | None) -> str:
    """A request for copies; it names the state's law where we are sure of its name."""
    law = row.records if row and row.records.confidence == "sure" else None
    named = f" under the {law.name.removeprefix('the ')} ({law.source})" if law else " under this state's public-records law"
    return COPIES.format(agency=AGENCIES[agency][0], law=named)
