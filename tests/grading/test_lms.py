"""A class list of an LMS comes back with its grades in it, and else as it was to the last byte."""

import csv
import io

import pytest
from hypothesis import assume, given, strategies as st

from xentlib.classroom.grading.lms import read_roster, write_grades
from xentlib.classroom.grading.lms._records import split, value_of
from xentlib.classroom.grading.lms._table import read_table

WORKSHEET = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum grade",'
    '"Grade can be changed","Last modified (submission)","Last modified (grade)",'
    '"Feedback comments"\r\n'
    '"Participant 501","Ada Lovelace",ada@x.org,"Submitted for grading",,"20,00",Yes,'
    '"Monday, 3 May 2027, 8:00 AM",-,"<p>line 1\nline 2</p>"\r\n'
    '"Participant 502","Zoë ""Zo"" Ü",zoe@x.org,"No submission",,"20,00",No,-,-,\r\n'
    '"Participant 503","=HYPERLINK(""http://x"")",eve@x.org,"No submission","7,00","20,00",'
    "Yes,-,-,\r\n"
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Note,a1_information (77),Quiz (78),"
    "Assignments Current Score,Final Score\n"
    ",,,,,,Manual Posting,,,\n"
    "    Points Possible,,,,,,20,5,(read only),(read only)\n"
    '"Lovelace, Ada",9001,S1,ada,"Sec A, B",,EX,5,50,50\n'
    '"Doe, Jane",9002,S2,jdoe,Sec A,,,N/A,,\n'
    '"Doe, John",9003,S3,jdoe2,Sec A,,,4,80,80\n'
    '"Student, Test",9004,,bd7c,Sec A,,,,,\n'
)
GRADES = st.floats(0, 1000).map(lambda grade: round(grade, 2))


@pytest.fixture
def file(tmp_path):
    return tmp_path / "list.csv"


def roster_of(file, text, encoding="utf-8"):
    file.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return read_roster(file)


def rows(data, separator=","):
    return [*csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator)]


def test_moodle_s_worksheet_is_read(file):
    roster = roster_of(file, WORKSHEET)
    assert (roster.kind, roster.columns, roster.problems) == ("Moodle", ("Grade",), ())
    assert [(s.line, s.id, s.name) for s in roster.students] == [
        (2, "Participant 501", "Ada Lovelace"),
        (4, "Participant 502", 'Zoë "Zo" Ü'),
        (5, "Participant 503", '=HYPERLINK("http://x")'),
    ]


def test_moodle_s_participants_are_read_and_have_no_column_for_grades(file):
    text = 'First name,"Last name",ID number,Email address,Groups\nAda,Lovelace,7,a@x.org,"A, B"\n'
    roster = roster_of(file, text)
    assert [(s.id, s.logins, s.name) for s in roster.students] == [
        ("7", ("a@x.org",), "Ada Lovelace")
    ]
    with pytest.raises(ValueError, match="has no column for grades"):
        write_grades(roster, {"7": 1}, file)


def test_moodle_s_gradebook_takes_grades_where_they_are_numbers(file):
    text = (
        '"First name",Surname,"ID number","Email address","Assignment: a1_information (Real)",'
        '"Assignment: a1_information (Percentage)","Course total (Real)","Last downloaded"\n'
        "Ada,Lovelace,7,a@x.org,-,-,-,1\n"
    )
    roster = roster_of(file, text)
    assert len(roster.columns) == 2
    assert write_grades(roster, {"7": 12}, file, column="a1_information") == ()
    assert rows(file.read_bytes())[1] == ["Ada", "Lovelace", "7", "a@x.org", "12", "-", "-", "1"]


def test_canvas_s_own_rows_are_nobody_and_its_totals_take_no_grade(file):
    roster = roster_of(file, CANVAS.replace("Final Score", "Final Score (79)"))
    assert (roster.kind, roster.problems) == ("Canvas", ())
    assert roster.columns == ("a1_information (77)", "Quiz (78)")
    assert [s.id for s in roster.students] == ["9001", "9002", "9003", "9004"]


def test_canvas_with_two_columns_for_the_name(file):
    text = CANVAS.replace("Student,ID", "LastName,FirstName,ID")
    text = text.replace('"Doe, Jane"', "Doe,Jane").replace('"Doe, John"', "Doe,John")
    roster = roster_of(file, text)
    assert [(s.id, s.name) for s in roster.students] == [("9002", "Jane Doe"), ("9003", "John Doe")]
    assert len(roster.problems) == 2  # Lovelace and the test student kept their comma


@pytest.mark.parametrize(
    "key", ["9002", "S2", "jdoe", "JDOE", "Doe, Jane", "jane  doe", "doejane_9002"]
)
def test_a_student_is_found_by_id_login_or_name(file, key):
    roster = roster_of(file, CANVAS)
    assert write_grades(roster, {key: 17.5}, file, column="a1") == ()
    want = CANVAS.replace("jdoe,Sec A,,,N/A", "jdoe,Sec A,,17.5,N/A")
    assert file.read_bytes().decode() == want


def test_a_number_of_another_list_falls_back_on_the_name_if_one_student_has_it(file):
    text = "First name,Last name,ID number,Email address,a1 (Real)\nZoë,Li,7,z@x.org,\n"
    for key in ("Zoë Li_501", "Li Zoe", "lizoe_9001"):
        assert write_grades(roster_of(file, text), {key: 3}, file) == ()
        assert file.read_text() == text.replace("x.org,", "x.org,3")
    twins = text + "Zoe,Li,8,e@x.org,\n"
    for key, found in (("Zoë Li_501", 1), ("Li Zoe", 0), ("lizoe_9001", 0)):
        told = write_grades(roster_of(file, twins), {key: 3}, file)
        assert told == ((f"lines 2, 3 are all {key}: 3 points were not written",) * (1 - found))


def test_an_id_counts_more_than_a_login_and_a_login_more_than_a_name(file):
    text = "Student,ID,SIS Login ID,Section,a1 (1)\nx,1,y,s,\ny,2,x,s,\nz,3,2,s,\n"
    roster = roster_of(file, text)
    write_grades(roster, {"2": 5, "y": 6}, file)
    assert (
        file.read_text()
        == "Student,ID,SIS Login ID,Section,a1 (1)\nx,1,y,s,6\ny,2,x,s,5\nz,3,2,s,\n"
    )


def test_whoever_is_not_in_the_list_or_is_there_twice_is_named_and_nothing_is_guessed(file):
    text = "Student,ID,SIS Login ID,Section,a1 (1)\nJo Li,1,jo,s,\nLi Wu,2,li,s,\nLi Wu,3,wu,s,\n"
    roster = roster_of(file, text)
    told = write_grades(roster, {"Li Wu": 5, "Bob": 6, "1": 7, "jo": 8}, file)
    assert file.read_text() == text
    assert told == (
        "lines 3, 4 are all Li Wu: 5 points were not written",
        "nobody in the list is Bob: 6 points were not written",
        "line 2 is 1 and jo: nothing was written there",
    )


def test_malformed_rows_are_named_by_their_line_and_come_back(file):
    text = (
        "\nStudent,ID,SIS Login ID,Section,a1 (1)\n"
        "Ada,1,ada,s,\n"
        "Bob,2\n"
        " \n"
        "Cid,3,cid,s,,,\n"
        ",,,s,\n"
        "Dan,1,dan,s,\n"
        'Eve,5,eve,s,"\nFay,6,fay,s,\n'
    )
    roster = roster_of(file, text)
    assert [s.name for s in roster.students] == ["Ada", "Dan"]
    assert roster.problems == (
        "line 4 has 2 fields and the header 5: nobody could be read from it",
        "line 6 has 7 fields and the header 5: nobody could be read from it",
        "line 7 names nobody",
        "line 9 opens a quotation mark that is never closed: nobody could be read from it",
        "lines 3, 8 have the same id or login, 1",
    )
    assert write_grades(roster, {"ada": 3, "1": 4}, file) == (
        "lines 3, 8 are all 1: 4 points were not written",
    )
    assert file.read_text() == text.replace("Ada,1,ada,s,", "Ada,1,ada,s,3")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_ends_of_lines_stay_as_they_were(file, separator, encoding, end):
    lines = [
        "Identifier,Full name,Grade,Feedback",
        "Participant 1,Zoë,{},ü",
        '"Participant 2","Ü",,',
    ]
    text = end.join(line.replace(",", separator) for line in lines)
    roster = roster_of(file, text.format(""), encoding)
    assert [s.name for s in roster.students] == ["Zoë", "Ü"]
    assert write_grades(roster, {"1": 19.25}, file) == ()
    assert file.read_bytes() == text.format("19.25").encode(encoding)


def test_excel_s_line_about_its_separator_is_no_header(file):
    text = (
        "sep=;\r\nIdentifier;Full name, all of it;Full name;Grade\r\nParticipant 1;a,b,c;Ada;\r\n"
    )
    roster = roster_of(file, text)
    assert [(s.line, s.name) for s in roster.students] == [(3, "Ada")]
    write_grades(roster, {"1": 2}, file)
    assert file.read_bytes().decode() == text.replace("Ada;", "Ada;2")


def test_a_decimal_comma_is_kept_and_quoted_where_it_must_be(file):
    write_grades(roster_of(file, WORKSHEET), {"501": 19.5}, file)
    assert file.read_bytes().decode() == WORKSHEET.replace('grading",,"20', 'grading","19,5","20')


def test_what_moodle_would_refuse_in_silence_is_said(file):
    told = write_grades(roster_of(file, WORKSHEET), {"501": 20.5, "502": 3}, file)
    assert told == (
        "line 2: 20.5 is more than 20.00, the LMS's maximum",
        "line 4: the LMS says that this grade can't be changed",
    )


def test_names_that_look_like_formulas_stay_as_they_came_and_grades_never_do(file):
    write_grades(roster_of(file, WORKSHEET), {'=HYPERLINK("http://x")': 0}, file)
    assert file.read_bytes().decode() == WORKSHEET.replace('"7,00"', '"0"')
    for grade in (-1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match=r"grades must be numbers from 0 on; got .* for 501"):
            write_grades(read_roster(file), {"501": grade}, file)


@pytest.mark.parametrize("column", ["", "a", "Final Score", "Quiz2"])
def test_a_column_that_is_not_one_is_refused_and_those_there_are_named(file, column):
    roster = roster_of(file, CANVAS.replace("Quiz", "a2"))
    with pytest.raises(ValueError, match=r"of a1_information \(77\), a2 \(78\); got"):
        write_grades(roster, {"9001": 1}, file, column=column)


def test_a_plain_list_has_one_name_a_line(file):
    roster = roster_of(file, "ada\n\n bob \nada\n")
    assert [s.id for s in roster.students] == ["ada", "bob", "ada"]
    assert roster.problems == ("lines 1, 4 have the same id or login, ada",)


@pytest.mark.parametrize(
    "text", ["a,b\n1,2\n", "Identifiant,Nom complet,Note\n", "ID,Grade\n1,2\n"]
)
def test_what_is_no_known_list_is_refused_and_told_what_to_download(file, text):
    with pytest.raises(ValueError, match=r"list\.csv is no class list .* names .*, .*English"):
        roster_of(file, text)


@given(st.text(st.sampled_from('a,;"\n\r\t é'), max_size=60), st.sampled_from(",;\t"))
def test_records_joined_are_the_text_they_were_cut_from(text, separator):
    records = split(text, separator)
    assert "".join(separator.join(r.fields) + r.end for r in records) == text
    assert all(records[i].line <= records[i + 1].line for i in range(len(records) - 1))


@given(st.binary(max_size=80), st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]))
def test_no_byte_of_any_file_is_lost(data, mark):
    assert read_table(mark + data).changed(0, {}) == mark + data


FIELDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@given(
    st.lists(st.tuples(FIELDS, FIELDS, FIELDS), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.data(),
)
def test_a_written_grade_is_the_only_change_that_another_reader_sees(
    tmp_path_factory, people, end, quoting, data
):
    # Python's csv leaves "\r" without quotes where lines end in "\n" alone: a table torn by itself
    assume(quoting == csv.QUOTE_ALL or "\r" in end or "\r" not in "".join(sum(people, ())))
    file = tmp_path_factory.mktemp("lms") / "list.csv"
    table = [["Identifier", "Full name", "Status", "Grade", "Feedback"]]
    table += [[f"Participant {i}", a, b, "", c] for i, (a, b, c) in enumerate(people)]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, quoting=quoting).writerows(table)
    roster = roster_of(file, text.getvalue())
    grades = data.draw(st.dictionaries(st.sampled_from(range(len(people))), GRADES))
    assert (
        write_grades(roster, {f"Participant {i}": grade for i, grade in grades.items()}, file) == ()
    )
    came = rows(file.read_bytes())
    for i, grade in grades.items():
        assert float(came[i + 1][3]) == pytest.approx(grade)
        table[i + 1][3] = came[i + 1][3]
    assert came == table
    written = file.read_bytes()
    assert write_grades(read_roster(file), {str(i): g for i, g in grades.items()}, file) == ()
    assert file.read_bytes() == written


@given(FIELDS)
def test_what_a_field_says_is_what_other_readers_read(field):
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="").writerow([field])
    assert value_of(text.getvalue()) == field
