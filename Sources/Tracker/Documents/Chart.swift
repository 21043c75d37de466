// Charts as data. A chart never stands alone: `figures` is the same data as a table, for readers who can't
// see the drawing (WCAG 2.2, 1.1.1) and for formats that can't draw.

/// A chart: one value per series and category.
public struct Chart: Equatable, Sendable {
    /// How the values are drawn.
    public enum Kind: Equatable, Sendable {
        /// Upright bars, the series of a category on top of each other.
        case stackedBars
        /// Lying bars, one per category and series.
        case bars
        /// A line per series along the categories.
        case line
    }

    /// Values that belong together.
    public struct Series: Equatable, Sendable {
        /// The series' name in the key.
        public var name: String
        /// One value per category, in the same order.
        public var values: [Int]

        /// A series called `name`.
        public init(name: String, values: [Int]) {
            self.name = name
            self.values = values
        }
    }

    /// What the chart shows, in a few words.
    public var title: String
    /// What there is to see in it, in a sentence: the text a screen reader speaks.
    public var description: String
    /// How the values are drawn.
    public var kind: Kind
    /// What the categories are, e.g. "Quarter".
    public var categoryTitle: String
    /// What the values count, e.g. "Items".
    public var valueTitle: String
    /// The categories in order, e.g. quarters.
    public var categories: [String]
    /// The series in order.
    public var series: [Series]

    /// A chart of `series` over `categories`.
    public init(
        title: String, description: String, kind: Kind, categoryTitle: String = "Category",
        valueTitle: String = "Items", categories: [String], series: [Series]
    ) {
        self.title = title
        self.description = description
        self.kind = kind
        self.categoryTitle = categoryTitle
        self.valueTitle = valueTitle
        self.categories = categories
        self.series = series
    }

    /// The chart's data as a table: a row per category, a column per series.
    package var figures: Table {
        Table(
            name: title, caption: "\(title): figures",
            columns: [Column(title: categoryTitle, key: "category")]
                + series.enumerated().map { index, series in
                    Column(title: series.name, key: "series_\(index + 1)", kind: .count)
                },
            rows: categories.indices.map { row in
                [.text(categories[row])]
                    + series.map { row < $0.values.count ? .number($0.values[row]) : .empty }
            },
            empty: "No figures."
        )
    }
}
