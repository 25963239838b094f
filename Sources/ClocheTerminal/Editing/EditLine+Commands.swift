import CLibEdit

extension EditLine {
    /// Adds every command of cloche to those of libedit, so that keys can be bound to it.
    func addCommands() {
        for command in EditCommand.allCases {
            cloche_el_add(handle, command.rawValue, command.summary, Self.function(of: command))
        }
    }

    fileprivate static func run(_ command: EditCommand, _ handle: OpaquePointer, _ key: wint_t) -> UInt8 {
        guard let key = Unicode.Scalar(UInt32(key)), let delegate = owner(of: handle)?.delegate else {
            return UInt8(CC_ERROR)
        }
        // Not CC_REFRESH: libedit's painting goes nowhere, takes time, and moves vi's cursor off the end of the buffer.
        return delegate.perform(command, key: key) ? UInt8(CC_NORM) : UInt8(CC_EOF)
    }

    /// The function that libedit calls: it gets no context but the key, so each command has its own.
    private static func function(of command: EditCommand) -> cloche_command {
        switch command {
        case .left: { EditLine.run(.left, $0, $1) }
        case .right: { EditLine.run(.right, $0, $1) }
        case .up: { EditLine.run(.up, $0, $1) }
        case .down: { EditLine.run(.down, $0, $1) }
        case .wordLeft: { EditLine.run(.wordLeft, $0, $1) }
        case .wordRight: { EditLine.run(.wordRight, $0, $1) }
        case .lineStart: { EditLine.run(.lineStart, $0, $1) }
        case .lineEnd: { EditLine.run(.lineEnd, $0, $1) }
        case .cellStart: { EditLine.run(.cellStart, $0, $1) }
        case .cellEnd: { EditLine.run(.cellEnd, $0, $1) }
        case .previousCell: { EditLine.run(.previousCell, $0, $1) }
        case .nextCell: { EditLine.run(.nextCell, $0, $1) }
        case .pageUp: { EditLine.run(.pageUp, $0, $1) }
        case .pageDown: { EditLine.run(.pageDown, $0, $1) }
        case .searchBackward: { EditLine.run(.searchBackward, $0, $1) }
        case .searchForward: { EditLine.run(.searchForward, $0, $1) }
        case .enter: { EditLine.run(.enter, $0, $1) }
        case .newline: { EditLine.run(.newline, $0, $1) }
        case .submit: { EditLine.run(.submit, $0, $1) }
        case .tab: { EditLine.run(.tab, $0, $1) }
        case .dedent: { EditLine.run(.dedent, $0, $1) }
        case .colon: { EditLine.run(.colon, $0, $1) }
        case .toggleComment: { EditLine.run(.toggleComment, $0, $1) }
        case .moveLineUp: { EditLine.run(.moveLineUp, $0, $1) }
        case .moveLineDown: { EditLine.run(.moveLineDown, $0, $1) }
        case .backspace: { EditLine.run(.backspace, $0, $1) }
        case .delete: { EditLine.run(.delete, $0, $1) }
        case .killToLineStart: { EditLine.run(.killToLineStart, $0, $1) }
        case .killToLineEnd: { EditLine.run(.killToLineEnd, $0, $1) }
        case .killWordLeft: { EditLine.run(.killWordLeft, $0, $1) }
        case .killWordRight: { EditLine.run(.killWordRight, $0, $1) }
        case .yank: { EditLine.run(.yank, $0, $1) }
        case .yankPop: { EditLine.run(.yankPop, $0, $1) }
        case .undo: { EditLine.run(.undo, $0, $1) }
        case .redo: { EditLine.run(.redo, $0, $1) }
        case .transpose: { EditLine.run(.transpose, $0, $1) }
        case .transposeWords: { EditLine.run(.transposeWords, $0, $1) }
        case .edit: { EditLine.run(.edit, $0, $1) }
        case .clear: { EditLine.run(.clear, $0, $1) }
        case .interrupt: { EditLine.run(.interrupt, $0, $1) }
        case .endOfFile: { EditLine.run(.endOfFile, $0, $1) }
        case .suspend: { EditLine.run(.suspend, $0, $1) }
        case .viCommand: { EditLine.run(.viCommand, $0, $1) }
        case .ignore: { EditLine.run(.ignore, $0, $1) }
        }
    }
}
