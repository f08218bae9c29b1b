import CaseModel

/// What texts of settings are, each looked up once: few are different, where records are many.
struct SettingKinds {
  /// By text: what was found, above a bit that says that it was looked up.
  private var known: [UInt8]

  /// - Parameter messages: how many texts of messages and settings there are.
  init(messages: Int) { known = [UInt8](repeating: 0, count: messages) }

  /// - Parameter find: what the text is, below 128.
  mutating func kind(_ setting: MessageIndex, _ find: () -> UInt8) -> UInt8 {
    if known[setting.int] == 0 { known[setting.int] = find() << 1 | 1 }
    return known[setting.int] >> 1
  }
}
