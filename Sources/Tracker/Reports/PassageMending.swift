import TrackerValues

extension [Passage] {
    /// With each marker that stands alone put before its point, and each sentence whole that goes on in another column or
    /// on another page.
    var mended: [Passage] {
        var mended: [Passage] = []
        var marker: Passage?
        for var passage in self {
            if let alone = marker {
                marker = nil
                let isWords = passage.kind == .paragraph || passage.text.first?.isLowercase == true
                if passage.marker.isEmpty, isWords, passage.kind != .note, Grade(passage.text) == nil {
                    (passage.marker, passage.kind) = (alone.text, .point(depth: 1))
                    mended.append(passage)
                    continue
                }
                mended.append(alone)
            }
            if passage.kind != .note, passage.text.utf8.count <= 8,
                let split = ListMarker.split(passage.text),
                split.rest.isEmpty
            {
                marker = passage
                marker?.kind = .paragraph
                continue
            }
            if passage.kind != .note, let last = mended.lastIndex(where: { $0.kind != .note }),
                Self.goesOn(mended[last], in: passage)
            {
                let isParted = mended[last].text.last == "-"
                mended[last].crossesPage = true
                mended[last].text += (isParted ? "" : " ") + passage.text
                continue
            }
            mended.append(passage)
        }
        return mended + (marker.map { [$0] } ?? [])
    }

    /// Whether a sentence that one passage breaks off goes on in the next.
    private static func goesOn(_ first: Passage, in next: Passage) -> Bool {
        guard first.place.page != nil, next.kind == .paragraph, next.marker.isEmpty, first.level == nil,
            let end = first.text.last, !".!?:;".contains(end), let begin = next.text.first, begin.isLowercase,
            Grade(first.text) == nil, Grade(next.text) == nil, ItemLabel(first.text)?.rest.isEmpty != true
        else { return false }
        return first.text.utf8.count > 20 || first.isPoint
    }
}
