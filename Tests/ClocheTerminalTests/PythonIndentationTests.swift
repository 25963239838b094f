import Testing

@testable import ClocheTerminal

@Suite struct PythonIndentationTests {
    @Test(
        arguments: [
            ("", 0), ("x", 0), ("    x", 4), ("returned = 1", 0), ("if a:\n    b\n    ", 4), ("if a:\n    b\n", 0),
            ("for i in x:", 4), ("    if y:", 8), ("if x: # (", 4), ("if a:\n    # c", 4), ("x = {1:", 4),
            ("a: int", 0),
            ("def f(a,\n      b):", 4), ("if (a and\n    b):", 4), ("try:\n    x\nexcept E:", 4),
        ] as [(String, Int)]
    )
    func `a line is indented as the block that it goes on with`(text: String, spaces: Int) {
        #expect(indentation(text) == spaces)
    }

    @Test(
        arguments: [
            ("def f():\n    return 1", 0), ("def f():\n    if x:\n        raise E", 4), ("    pass", 0), ("pass", 0),
            ("while x:\n    break  # out", 0), ("if x:\n  if y:\n    continue", 2), ("if x:\n    a; return", 0),
            ("if x:\n    return; a", 4), ("if x: return", 0), ("if x:\n    return (1,\n        2)", 0),
        ] as [(String, Int)]
    )
    func `a statement that leaves its block is followed by one outside of it`(text: String, spaces: Int) {
        #expect(indentation(text) == spaces)
    }

    @Test(
        arguments: [
            ("f(", 4), ("f(a,", 4), ("f(\n    1,", 4), ("f(a,\n  b,", 2), ("    f([", 8), ("f(1,\n  2)", 0),
            ("class A:\n    x = {", 8), ("class A:\n    x = {\n    }", 4), ("f(\n    [1,\n        2],", 4),
            ("f([\n    1,\n],", 4), ("f(\n    # c", 4), ("x = f'''{\n    a", 4), ("f(\n\n", 0), ("f'{", 4),
        ] as [(String, Int)]
    )
    func `inside brackets a line is one step in, or stands as the line before`(text: String, spaces: Int) {
        #expect(indentation(text) == spaces)
    }

    @Test(
        arguments: [
            ("x = '''", 0), ("    x = '''a\n  b", 2), ("def f():\n    '''Does.", 4), ("x = 1 + \\", 4),
            ("x = 1 + \\\n      2 + \\", 6), ("  x = 'abc", 2),
        ] as [(String, Int)]
    )
    func `inside strings and behind a backslash a line keeps its own`(text: String, spaces: Int) {
        #expect(indentation(text) == spaces)
    }

    @Test(
        arguments: [
            ("if a:\n|\n    b", 4), ("if a:\n|    b", 4), ("if a:\n  |  b", 4), ("if a:\n    b\n|\nc", 0),
            ("def f():\n    a|; b", 4), ("if a:| b", 4), ("f(a|, b)", 4), ("f(|)", 4), ("x|\nif y:\n    z", 0),
            ("if a:\n|\n\n    b", 4), ("|x", 0),
        ] as [(String, Int)]
    )
    func `in the middle of a cell only what stands before the cursor counts, but for blank lines`(
        text: String,
        spaces: Int
    ) {
        let cursor = Cursor(text)
        #expect(PythonSource(cursor.text).indentation(at: cursor.offset) == spaces)
    }

    @Test(
        arguments: [
            ("if a:\n    b\n    else:|", 0), ("if a:\n    b\nelse:|", nil), ("if a:\n    b\n    elif c:|", 0),
            ("for x in y:\n    if a:\n        b\n        else:|", 4),
            ("for x in y:\n    if a:\n        b\n    else:|", nil),
            ("for x in y:\n    if a:\n        b\nelse:|", nil), ("try:\n    a\n    except E:|", 0),
            ("try:\n    a\nexcept E:\n    b\n    finally:|", 0), ("if a:\n    b\nelse:\n    c\n    else:|", nil),
            ("if a:\n    b\nc\n    else:|", nil), ("match x:\n    case 1:\n        a\n        case 2:|", 4),
            ("match x:\n    case 1:|", nil), ("match x:\ncase 1:|", 4), ("match x:\n        case 1:|", 4),
            ("    else:|", nil), ("if a:\n    x = {else:|", nil), ("if a:\n    '''\n    else:|", nil),
            ("if a:\n    b\n    else:| c", nil), ("if a:\n    b\n    else:|  # c", 0),
            ("if a:\n    b\n    else|:", nil),
            ("if a:\n    b\n    elif c[1:|", nil), ("async for x in y:\n    a\n    else:|", 0), ("if a:\n    b:|", nil),
            ("while x:\n    if y: break\n    else:|", nil), ("if x:\n    def f():\n        return 1\n    else:|", 0),
        ] as [(String, Int?)]
    )
    func `a clause goes under the statement that it goes on with`(text: String, spaces: Int?) {
        let cursor = Cursor(text)
        #expect(PythonSource(cursor.text).dedent(at: cursor.offset) == spaces)
    }

    private func indentation(_ text: String) -> Int {
        let source = PythonSource(text)
        return source.indentation(at: source.scalars.count)
    }
}
