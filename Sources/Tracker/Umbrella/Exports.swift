// `import Tracker` is the one face of the library: it shows what the rooms make public.
@_exported import TrackerArchive
@_exported import TrackerDocuments
@_exported import TrackerFigures
@_exported import TrackerFiles
@_exported import TrackerImport
@_exported import TrackerLedger
@_exported import TrackerMail
@_exported import TrackerModel
@_exported import TrackerPapers
@_exported import TrackerRegister
@_exported import TrackerReports
@_exported import TrackerSheets
@_exported import TrackerValues
@_exported import TransparencyLog
