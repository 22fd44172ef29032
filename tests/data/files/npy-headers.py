"""Writes npy-headers.jsonl: headers of npy files, one a line, and what NumPy makes of each.

Each line is [version, header, answer]; the answer is [type, is Fortran order, shape], or null where NumPy refuses.
Negative sizes count as refused, although NumPy takes -1 for "all that is there"; so do lists of types in a text.
Needs NumPy 1.24 or later.
"""
import ast
import io
import json
import random
import warnings

import numpy
from numpy.lib import format as npy

warnings.simplefilter("ignore")

PLAIN = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }"
DESCRS = """'<f8' '>f8' '=f8' '|f8' 'f8' 'f' 'd' 'e' 'g' '?' 'b1' '|b1' '>b1' 'b' 'B' 'h' 'H' 'i' 'I' 'l' 'L' 'q' 'Q'
'p' 'P' 'float64' '<float64' 'float' 'double' 'half' 'single' 'int' 'uint' 'bool' 'int8' 'int_' 'intp' 'uintp' 'long'
'longlong' 'short' 'ushort' 'intc' 'byte' 'ubyte' 'longdouble' 'complex' 'c8' '<c16' 'S' 'S5' 'U3' '<U8' 'V8' 'M8[ns]'
'm8' 'O' '|O' 'i3' 'f3' 'f16' 'i16' 'F8' 'f08' '<i1' '>u1' '|u1' '!f8' '@f8' 'str' 'object' '' '<' ' <f8' '<f8 ' 'f2'
'<f2' '>f2' '<i2' '>i2' '<i4' '>i4' '<i8' '>i8' '<u2' '>u2' '<u4' '>u4' '<u8' '>u8' u'<f8' U"<f8" b'<f8' r'<f8' R'<f8'
br'<f8' rb'<f8' ur'<f8' f'<f8' '''<f8''' '<''f8' "<"'f8' '<'u'f8' '<'b'f8' '\\x3cf8' '\\74f8' '\\u003cf8' '\\u3cf8'
'\\U0000003cf8' r'\\x3cf8' '<\\f8' '\\<f8' f8 None True 8 -8 ('<f8') ('<f8',) ('<f8',()) [] [('x','<f8')]
[('x','<f8'),('y','<i4')] {} {1} '<f8 "<f8 '''<f8' '<f8\\' 2j 1+2j ... set() '<f8'+'' '<f8'*1""".split()
SHAPES = """(2,3)|(2,3,)|(2L,3L)|(2L,)|(2 L,3)|(2l,3)|(2LL,3)|(0x2,3)|(0X2L,3)|(0o2,3)|(0b10,3)|(0b12,3)|(2_0,)|(2__0,)
|(_2,)|(2_,)|(02,)|(00,)|(0_0,)|(0,)|()|(,)|(6)|6|[2,3]|(2,,3)|(2 3)|((2,3))|((2),3)|((2,),3)|(True,3)|(False,)|(None,)
|(2.0,)|(2.,)|(2e0,)|(2j,)|(1+2j,)|(+2,3)|(-2,3)|(- 2,)|(--2,)|(+-2,)|(-0,)|(+(2),)|(2+1,)|(2*3,)|('2',)
|(99999999999999999999,)|(2,#c
3)|(2,\t\x0c3)|(2,\\\n3)|(2,\n\n  3)|(2,3|2,3)|(2,3]|{2,3}|{}|(2if 1 else 3,)|(2and 3,)|(*(2,3),)|(2,3)(4)|(2,3)[0]
|(0xL,)|(0x,)|(1,)*2|(1,)+(2,)|(2,3)#x|((((((((2,3))))))))|(1e,)|(1e5j,)|(0777,)|(0777.,)
|(2;3)|(a,)|(lambda:2,)|(2:3)|(2=3)|(2, 3, ...)|(2, set())|(0,"L")|(2L\n,3)|(2 #c\nL,3)""".replace("\n|", "|").split("|")
WHOLES = ["%s", " %s", "\t%s", "\n%s", "\n %s", "%s\n", "%s   \n", "%s\n\n  ", "%s # c", "%s #", "%s junk", "%s,", "%s;",
          "%s #\nx", "#c\n%s", "#c\n %s", "# c", "(%s)", "(%s,)", "[%s]", "%s%s", "%s\x0c", "%s\\\n", "\x0c%s", "%s\r\n",
          "%s\r", "-%s", "%s+1", "\xa0%s", "%s\xa0", "%s #\xe9", "\ufeff%s", "dict(%s)", "", " ", "{", "}", "{}", "None",
          "{**%s}", "%s.copy()", "%s\x00", "x=%s", "%s if 1 else 2"]
ENTRIES = ["'descr': '<f8'", "'fortran_order': False", "'shape': (2, 3)", "'descr': [(]", "'descr': '>f4'", "'k': 1",
           "b'descr': 1", "'de''scr': '<f4'", "u'shape': (4,)", "r'shape': (5,)", "'shape': ()", "'fortran_order': True",
           "'fortran_order': 0", "'fortran_order': None", "'fortran_order': not True", "1: 2", "(1, 2): 3", "[1]: 2",
           "'descr': {1: [2, {3}]}", "'descr': {[1]}", "'descr': 1+2j", "'shape' (2, 3)", "", "'descr'", "**{}", "'descr': x",
           "'descr': b'\\xe9'", "'descr': -1j", "'descr': 1j+2j", "'descr': 2-1j", "'descr': " + "[" * 150 + "]" * 150,
           "'descr': " + "[" * 250 + "]" * 250]


def answer(version, header):
    try:
        data = header.encode("utf8" if version == 3 else "latin1")
    except UnicodeEncodeError:
        return "skip"
    size = len(data).to_bytes(2 if version == 1 else 4, "little")
    try:
        shape, order, kind = npy._read_array_header(io.BytesIO(size + data), version=(version, 0))
    except Exception:
        return None
    # Lists of types as texts, even of one type, are other things in other versions.
    descr = ast.literal_eval(npy._filter_header(header))["descr"]
    listed = isinstance(descr, str) and "," in descr
    known = not listed and kind.names is None and not kind.shape and kind.kind in "biuf" and kind.itemsize <= 8
    fits = all(0 <= int(size) < 2 ** 63 for size in shape)
    return [kind.str, order, [int(size) for size in shape]] if known and fits else None


def headers(chance):
    for descr in DESCRS:
        yield PLAIN.replace("'<f8'", descr)
    for shape in SHAPES:
        yield PLAIN.replace("(2, 3)", shape)
    for whole in WHOLES:
        yield whole.replace("%s", PLAIN)
    for entry in ENTRIES:
        yield PLAIN.replace("{", "{" + entry + ", ")
        yield PLAIN.replace("}", entry + "}")
    for _ in range(300):
        yield "{" + ", ".join(chance.sample(ENTRIES[:12], 3)) + "}"
    letters = "{}[](),:'\"\\ \n#LujbrTx0129.-+_e<f8 "
    for _ in range(900):
        header = PLAIN if chance.random() < 0.5 else PLAIN.replace("2, 3", "0x2L, 3L").replace("'<f8'", "u'<' \"f8\"")
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            place = chance.randrange(len(header))
            header = header[:place] + chance.choice(letters) * chance.choice([0, 1, 1]) + header[place + chance.choice([0, 1]):]
        yield header


with open("npy-headers.jsonl", "w", encoding="ascii") as out:
    for header in dict.fromkeys(headers(random.Random(9))):
        for version in (1, 3):
            found = answer(version, header)
            if found != "skip":
                out.write(json.dumps([version, header, found]) + "\n")
