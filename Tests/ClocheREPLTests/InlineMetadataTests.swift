import Testing

@testable import ClocheREPL

@Suite struct InlineMetadataTests {
    @Test(
        "A block is found where PEP 723 says",
        arguments: [
            ("# /// script\n# dependencies = ['x']\n# ///\nimport x", true),
            ("#!/usr/bin/env python\n# /// script\n#\n# ///", true),
            ("# /// pyproject\n# ///\n# /// script\n# a = 1\n# ///\n", true),
            ("# /// script\n# dependencies = ['x']\nimport x\n# ///", false),
            ("# /// script\n#dependencies = []\n# ///", false),
            (" # /// script\n# ///", false),
            ("# /// other\n# ///", false),
            ("", false),
        ]
    )
    func block(_ script: String, _ isThere: Bool) {
        #expect(InlineMetadata.isIn(script) == isThere)
    }
}
