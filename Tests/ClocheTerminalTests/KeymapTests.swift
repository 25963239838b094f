import Testing

@testable import ClocheTerminal

@Suite struct KeymapTests {
    private static let before = """
        Standard key bindings
        "^A"           ->  ed-move-to-beg
        "^B" to "^D"   ->  ed-insert
        " "  to "/"    ->  ed-insert
        Alternative key bindings
        "x"            ->  ed-delete-next-char
        Multi-character bindings
        "^[[A"         ->  ed-prev-history
        Arrow key bindings
        down           ->  ed-next-history
        """

    @Test func `a listing is read with its ranges`() {
        let listing = KeyListing(Self.before)
        #expect(
            listing.editing.filter { $0.key.hasPrefix("^") }
                == ["^A": "ed-move-to-beg", "^B": "ed-insert", "^C": "ed-insert", "^D": "ed-insert"]
        )
        #expect(listing.editing["#"] == "ed-insert" && listing.editing.count == 20)
        #expect(listing.viCommands == ["x": "ed-delete-next-char"])
        #expect(listing.sequences == ["^[[A": "ed-prev-history"])
    }

    @Test func `what the user binds wins`() {
        var after = KeyListing(Self.before)
        after.editing["^B"] = "cloche-undo"
        after.sequences["^[[A"] = "cloche-previous-cell"
        after.sequences["^[[15~"] = "ed-move-to-beg"
        let keymap = Keymap(before: KeyListing(Self.before), after: after)
        #expect(keymap.userKeys == ["^B", "^[[A", "^[[15~"])
        #expect(keymap["^[[A"] == .command(.previousCell))
        #expect(keymap["^[[15~"] == .libedit("ed-move-to-beg"))
        #expect(keymap["^[[B"] == .command(.down))
        #expect(keymap["^[[99~"] == nil)
    }

    @Test func `every key of a table is in it once`() {
        for table in [KeyBinding.editing, KeyBinding.viCommands] {
            let keys = table.flatMap(\.keys)
            #expect(Set(keys).count == keys.count)
        }
    }
}
