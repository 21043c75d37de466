import Testing
@testable import TrackerDocuments

import Tracker

@Suite struct ColumnLayoutTests {
    private func extent(_ minimum: Int, _ content: Int, weight: Int = 1) -> ColumnLayout.Extent {
        ColumnLayout.Extent(minimum: minimum, content: content, heading: minimum, weight: weight)
    }

    private func widths(_ layout: ColumnLayout) -> [[Int]] { layout.groups.map { $0.map(\.width) } }

    @Test func columnsAreNoWiderThanTheirContent() {
        #expect(widths(ColumnLayout([extent(5, 10), extent(3, 3)], width: 80)) == [[10, 3]])
    }

    @Test func freeWidthIsSharedByWeight() {
        let layout = ColumnLayout([extent(10, 100), extent(10, 100, weight: 3)], width: 62)
        #expect(widths(layout) == [[20, 40]])
    }

    @Test func headingsGetOnlyWhatContentLeaves() {
        let number = ColumnLayout.Extent(minimum: 5, content: 2, heading: 15, weight: 1)
        #expect(widths(ColumnLayout([extent(5, 20), number], width: 40)) == [[20, 15]])
        #expect(widths(ColumnLayout([extent(5, 20), number], width: 28)) == [[20, 6]])
    }

    @Test func columnsThatDoNotFitAreStackedAndNamed() {
        let layout = ColumnLayout(
            [extent(10, 10), extent(10, 10), extent(10, 10), extent(10, 10)], width: 33)
        #expect(layout.groups.map { $0.map(\.column) } == [[0, 1], [0, 2], [0, 3]])
        #expect(widths(layout).allSatisfy { $0.reduce(2, +) <= 33 })
    }

    @Test func anyColumnFitsBesideTheFirst() {
        let layout = ColumnLayout([extent(16, 200), extent(90, 90), extent(5, 5)], width: 40)
        #expect(widths(layout).allSatisfy { $0.reduce(2 * ($0.count - 1), +) <= 40 })
        #expect(layout.groups.map { $0.map(\.column) } == [[0, 1], [0, 2]])
    }
}
