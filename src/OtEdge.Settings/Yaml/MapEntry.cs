namespace OtEdge.Settings.Yaml;

/// <summary>One key of a mapping with its value.</summary>
internal sealed record MapEntry(ScalarNode Key, SettingsNode Value);
