import CaseModel

/// What an operation is when an attacker context did it (R25): the operations of Microsoft's page
/// "Audit log activities" that open a door beside mail access, keep one open, or carry mail out.
struct ActRule: Sendable {
  var group: Act.Group
  /// Without case.
  var operations: [String]

  static let all: [ActRule] = [
    ActRule(
      group: .mailSentOut,
      operations: AcquisitionKind.transportRule.operations),
    ActRule(
      group: .accessKept,
      operations: AcquisitionKind.inboxRule.operations + AcquisitionKind.permission.operations
        + AcquisitionKind.consent.operations + [
          "add member to role.", "add service principal.", "add service principal credentials.",
          "update application – certificates and secrets management ", "add owner to application.",
          "add registered owner to device.", "add registered users to device.", "add device.",
          "register device.", "user registered security info",
          "user started security info registration",
          "reset user password.", "change user password.", "update user.", "add user.",
          "disable strong authentication.", "set-mailboxauditbypassassociation",
          "set-organizationconfig", "set-adminauditlogconfig", "set-casmailbox",
        ]),
    ActRule(
      group: .otherDoor,
      operations: AcquisitionKind.export.operations + AcquisitionKind.restore.operations
        + AcquisitionKind.search.operations + [
          // "Office 365 Management Activity API schema", SharePointAuditOperation.
          "accessinvitationaccepted", "accessinvitationcreated", "accessinvitationupdated",
          "accessrequestapproved", "accessrequestcreated", "filecheckedin", "filecheckedout",
          "filecheckoutdiscarded", "filedeletedfirststagerecyclebin",
          "filedeletedsecondstagerecyclebin", "filefetched", "filemodified",
          "filemodifiedextended", "filerestored", "filesyncuploadedfull",
          "filesyncuploadedpartial", "fileviewed", "foldercopied", "foldercreated",
          "folderdeleted", "folderdeletedfirststagerecyclebin",
          "folderdeletedsecondstagerecyclebin", "foldermodified", "foldermoved",
          "folderrecycled", "folderrenamed", "folderrestored", "groupadded", "sharedlinkcreated",
          "sharedlinkdisabled", "sharingrevoked", "syncgetchanges", "useraddedtogroup",
          "fileaccessed", "fileaccessedextended", "filedownloaded", "filepreviewed", "filecopied",
          "filemoved", "filesyncdownloadedfull", "filesyncdownloadedpartial", "fileuploaded",
          "filerenamed", "filedeleted", "filerecycled", "pageviewed", "pageviewedextended",
          "searchqueryperformed", "searchqueryinitiatedsharepoint", "sharingset",
          "sharinginvitationcreated", "sharinginvitationaccepted", "anonymouslinkcreated",
          "anonymouslinkupdated", "anonymouslinkused", "companylinkcreated", "companylinkused",
          "securelinkcreated", "securelinkused", "addedtosecurelink", "addedtogroup",
          "sitecollectionadminadded", "copilotinteraction", "messagesent", "messageread",
          "messagesexported", "messageslisted", "chatretrieved", "chatcreated",
          "messagecreatednotification",
          "messagehostedcontentread", "messagehostedcontentslisted", "recordingexported",
          "transcriptsexported", "meetingparticipantdetail", "memberadded", "botaddedtoteam",
          "appinstalled",
        ]),
    ActRule(
      group: .signIn,
      operations: AcquisitionKind.signIn.operations + [
        "userloginfailed", "mailboxlogin", "teamssessionstarted",
      ]),
    ActRule(
      group: .otherAct,
      operations: AcquisitionKind.sending.operations + AcquisitionKind.deletion.operations
        + AcquisitionKind.copying.operations + [
          "set-mailbox", "create", "update", "attachmentaccess",
        ]),
  ]

  private static let byOperation: [String: Act.Group] = {
    var table: [String: Act.Group] = [:]
    for rule in all {
      for name in rule.operations where table[name] == nil { table[name] = rule.group }
    }
    return table
  }()

  /// `nil` where casefile does not read it.
  static func group(_ operation: EvidenceText) -> Act.Group? {
    byOperation[operation.folded.string]
  }
}
