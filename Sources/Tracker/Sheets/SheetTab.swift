/// One sheet of a workbook, as its tabs name it.
package struct SheetTab: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        case visible, hidden
        /// Hidden so that only a macro shows it again.
        case veryHidden
    }

    package let name: String
    package let state: State

    package init(name: String, state: State = .visible) {
        self.name = name
        self.state = state
    }
}
