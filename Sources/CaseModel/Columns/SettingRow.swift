/// A setting that a record changes: of auditing, or where mail goes and who gets it (R13).
///
/// A record lists it among its items: batches and tallies keep it in the columns of an item, and
/// nothing but these conversions reads it there.
package struct SettingRow: Sendable {
  /// `name=value`, in the list of messages.
  package var setting: MessageIndex
  /// ObjectId, Identity and OrganizationId of the record, as texts.
  package var object: UInt32
  package var identity: UInt32
  package var organization: UInt32

  package init(setting: MessageIndex, object: UInt32, identity: UInt32, organization: UInt32) {
    self.setting = setting
    self.object = object
    self.identity = identity
    self.organization = organization
  }

  /// What it is about, as a text: its Identity, or its ObjectId where it has none.
  package var subject: UInt32 { identity != 0 ? identity : object }
}

extension ItemRow {
  package init(_ setting: SettingRow) {
    self.init()
    kind = .setting
    message = setting.setting.number
    folderId = setting.object
    folderName = setting.identity
    subject = setting.organization
  }
}
