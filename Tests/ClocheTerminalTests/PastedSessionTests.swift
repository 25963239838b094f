import Testing

@testable import ClocheTerminal

@Suite struct PastedSessionTests {
    @Test func `a session of CPython becomes what was typed`() {
        let text = """
            >>> def f(x):
            ...     if x:
            ...         ...
            ... 
            ...     return [
            ...         x,
            ...     ]
            ...
            >>> f(1)
            [1]
            >>>
            >>> 1/0
            Traceback (most recent call last):
              File "<python-input-3>", line 1, in <module>
                1/0
                ~^~
            ZeroDivisionError: division by zero
            >>> x = '''
            ... a'''
            """
        #expect(
            typed(text) == """
                def f(x):
                    if x:
                        ...

                    return [
                        x,
                    ]

                f(1)

                1/0
                x = '''
                a'''
                """
        )
    }

    @Test func `a session of IPython becomes what was typed`() {
        let text = """
            In [9]: def f():
               ...:     return 1
               ...:

            In [10]: f()
            Out[10]: 1

            In [11]: for i in x:
                ...:     print(i)
                ...: 
            ... not typed
            ---------------------------------------------------------------------------
            NameError                                 Traceback (most recent call last)
            Cell In[11], line 1
            ----> 1 for i in x:
                  2     print(i)

            NameError: name 'x' is not defined

            In [12]:
            """
        #expect(typed(text) == "def f():\n    return 1\n\nf()\nfor i in x:\n    print(i)\n\n")
    }

    @Test func `a doctest comes without its indentation and its outputs`() {
        let text = """
                >>> from x import y
                >>> for i in range(3):
                ...     y(i)
                0
                ...
                2

                Some words.

                >>> y
                <function y at 0x...>
            """
        #expect(typed(text) == "from x import y\nfor i in range(3):\n    y(i)\ny")
    }

    @Test func `the first line may have lost its indentation`() {
        #expect(typed(">>> a\n    >>> b\n    ... c\n    d\n") == "a\nb\nc")
    }

    @Test func `what a session of cloche may do stands before its prompt`() {
        #expect(typed("[read /data] In [4]: x = [\n                ...:     1]\nOut[4]: 1\n") == "x = [\n    1]")
    }

    @Test func `a prompt alone is an empty line`() {
        #expect(typed(">>>") == "")
        #expect(typed("In [3]:") == "")
        #expect(typed("\n>>> \n>>> x\n") == "\nx")
    }

    private func typed(_ text: String) -> String {
        PastedText.normalized(text).text
    }
}
