"""Quizzes in QTI 1.2 and 2.1, the two formats of the same consortium that platforms read.

References: 1EdTech (IMS), Question and Test Interoperability 1.2 (2002) and 2.1 (2012), and
Content Packaging 1.1.4.
"""

import io
import zipfile
from xml.etree import ElementTree as ET

from xentlib.classroom.exercises import Question

CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
QTI12 = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
QTI21 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
THEN = (1980, 1, 1, 0, 0, 0)  # alike whenever it is written

Element = ET.Element


def add(parent: Element, tag: str, text: str = "", /, **attributes: str) -> Element:
    """Append an element; ``class_`` and ``for_`` are written without their underscore."""
    child = ET.SubElement(parent, tag, {k.rstrip("_"): v for k, v in attributes.items()})
    child.text = text or None
    return child


def packed(files: dict[str, Element]) -> bytes:
    """Zip archive of XML files, the same bytes for the same content."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, root in files.items():
            ET.indent(root)
            content = ET.tostring(root, encoding="utf-8", xml_declaration=True)
            target.writestr(zipfile.ZipInfo(name, THEN), content)
    return archive.getvalue()


def manifest(kinds: dict[str, str], version: str) -> Element:
    """List the files of a package; the first one depends on all others."""
    root = Element("manifest", xmlns=CP, identifier="quiz")
    data = add(root, "metadata")
    add(data, "schema", "IMS Content" if version == "1.1.3" else "QTIv2.1 Package")
    add(data, "schemaversion", version)
    add(root, "organizations")
    resources = add(root, "resources")
    for number, (name, kind) in enumerate(kinds.items()):
        resource = add(resources, "resource", identifier=f"r{number}", type=kind, href=name)
        add(resource, "file", href=name)
        for other in range(1, len(kinds)) if number == 0 else ():
            add(resource, "dependency", identifierref=f"r{other}")
    return root


def identifier(question: Question) -> str:
    """Name of a question that XML accepts."""
    return "q" + question.name.replace(".", "_")


def qti12(asked: tuple[Question, ...], title: str) -> bytes:
    """Package one assessment in QTI 1.2."""
    root = Element("questestinterop", xmlns=QTI12)
    assessment = add(root, "assessment", ident="assessment", title=title)
    section = add(assessment, "section", ident="root_section")
    for question in asked:
        _item12(section, question)
    kinds = {"assessment.xml": "imsqti_xmlv1p2"}
    return packed({"imsmanifest.xml": manifest(kinds, "1.1.3"), "assessment.xml": root})


def _item12(section: Element, question: Question) -> None:
    item = add(section, "item", ident=identifier(question), title=question.name)
    field = add(add(add(item, "itemmetadata"), "qtimetadata"), "qtimetadatafield")
    add(field, "fieldlabel", "question_type")
    add(field, "fieldentry", "multiple_choice_question")
    shown = add(item, "presentation")
    add(add(shown, "material"), "mattext", question.prompt, texttype="text/plain")
    response = add(shown, "response_lid", ident="response1", rcardinality="Single")
    choices = add(response, "render_choice")
    processing = add(item, "resprocessing")
    score = {"varname": "SCORE", "vartype": "Decimal", "minvalue": "0", "maxvalue": "100"}
    add(add(processing, "outcomes"), "decvar", **score)
    for number, option in enumerate(question.options):
        label = add(choices, "response_label", ident=f"o{number}")
        add(add(label, "material"), "mattext", option, texttype="text/plain")
        condition = add(processing, "respcondition", continue_="Yes")
        equal = add(condition, "conditionvar")
        add(equal, "varequal", f"o{number}", respident="response1")
        if option == question.key:
            add(condition, "setvar", "100", action="Set", varname="SCORE")
        add(condition, "displayfeedback", feedbacktype="Response", linkrefid=f"o{number}_fb")
    for number, option in enumerate(question.options):
        feedback = add(item, "itemfeedback", ident=f"o{number}_fb")
        material = add(add(feedback, "flow_mat"), "material")
        add(material, "mattext", question.feedback(option), texttype="text/plain")


def qti21(asked: tuple[Question, ...], title: str) -> bytes:
    """Package one test and an item for each question in QTI 2.1."""
    test = Element("assessmentTest", xmlns=QTI21, identifier="test", title=title)
    modes = {"navigationMode": "nonlinear", "submissionMode": "individual"}
    part = add(test, "testPart", identifier="part", **modes)
    section = add(part, "assessmentSection", identifier="section", title=title, visible="true")
    files, kinds = {"test.xml": test}, {"test.xml": "imsqti_test_xmlv2p1"}
    for question in asked:
        name = f"{identifier(question)}.xml"
        add(section, "assessmentItemRef", identifier=identifier(question), href=name)
        files[name], kinds[name] = _item21(question), "imsqti_item_xmlv2p1"
    return packed({"imsmanifest.xml": manifest(kinds, "1.0.0"), **files})


def _item21(question: Question) -> Element:
    fixed = {"xmlns": QTI21, "adaptive": "false", "timeDependent": "false"}
    root = Element("assessmentItem", fixed, identifier=identifier(question), title=question.name)
    one = {"cardinality": "single", "baseType": "identifier"}
    response = add(root, "responseDeclaration", identifier="RESPONSE", **one)
    key = question.options.index(question.key)
    add(add(response, "correctResponse"), "value", f"o{key}")
    add(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    add(root, "outcomeDeclaration", identifier="FEEDBACK", **one)
    body = add(root, "itemBody")
    choices = {"responseIdentifier": "RESPONSE", "shuffle": "true", "maxChoices": "1"}
    interaction = add(body, "choiceInteraction", **choices)
    add(interaction, "prompt", question.prompt)
    for number, option in enumerate(question.options):
        add(interaction, "simpleChoice", option, identifier=f"o{number}")
    _processing21(add(root, "responseProcessing"))
    for number, option in enumerate(question.options):
        shown = {"outcomeIdentifier": "FEEDBACK", "showHide": "show"}
        feedback = add(root, "modalFeedback", identifier=f"o{number}", **shown)
        add(feedback, "p", question.feedback(option))
    return root


def _processing21(processing: Element) -> None:
    """Give 1 point for the correct response, and the feedback of what was chosen."""
    condition = add(processing, "responseCondition")
    for branch, points in (("responseIf", "1"), ("responseElse", "0")):
        way = add(condition, branch)
        if branch == "responseIf":
            match = add(way, "match")
            add(match, "variable", identifier="RESPONSE")
            add(match, "correct", identifier="RESPONSE")
        add(add(way, "setOutcomeValue", identifier="SCORE"), "baseValue", points, baseType="float")
    said = add(processing, "setOutcomeValue", identifier="FEEDBACK")
    add(said, "variable", identifier="RESPONSE")
