package import Cloche

/// What `:audit` shall list.
package struct AuditRequest: Equatable {
    /// The events that words stand for beside their own names.
    private static let words = [
        "uses": "use", "refusals": "refusal", "refused": "refusal", "cells": "cell", "kills": "kill",
    ]

    /// What is wanted.
    package private(set) var filter = AuditFilter()

    /// Reads `[N] [cell N] [all] [KIND...] [EVENT...]`.
    ///
    /// Without a number and a cell, the newest 20 are wanted.
    /// - Throws: `REPLError` with code `usage` for any other word.
    package init(parsing words: [String]) throws(REPLError) {
        filter.newest = 20
        var rest = words[...]
        while let word = rest.popFirst() {
            if let number = Int(word) {
                guard number > 0 else { throw .usage("'\(word)' is not a number of events") }
                filter.newest = number
            } else if word == "all" {
                filter.newest = nil
            } else if word == "cell", let number = rest.first.flatMap({ Int($0) }) {
                rest.removeFirst()
                filter.cell = number
                filter.newest = nil
            } else if let kind = PermissionKind(rawValue: word) {
                filter.kinds.insert(kind)
            } else {
                filter.events.insert(try Self.event(named: word))
            }
        }
    }

    /// Finds the event of a word.
    ///
    /// - Throws: `REPLError` with code `usage` and a suggestion where there is none.
    package static func event(named word: String) throws(REPLError) -> String {
        if let event = words[word] { return event }
        if AuditRecord.events.contains(word) { return word }
        let hint =
            Suggestion.nearest(to: word, in: AuditRecord.events + PermissionKind.allCases.map(\.rawValue))
            .map { "did you mean '\($0)'?" } ?? "there are \(AuditRecord.events.joined(separator: ", "))"
        throw .usage("the audit log has no event '\(PlainText.oneLine(word))'; \(hint)")
    }
}
