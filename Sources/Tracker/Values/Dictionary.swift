extension Dictionary {
    /// By keys that each should stand once in what is stored; where one stands twice, the first counts.
    package init(stored pairs: some Sequence<(Key, Value)>) { self.init(pairs) { first, _ in first } }
}
