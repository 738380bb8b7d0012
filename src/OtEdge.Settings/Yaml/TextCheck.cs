namespace OtEdge.Settings.Yaml;

/// <summary>Refuses characters that look like something else or nothing in an editor, before the YAML is read.</summary>
internal static class TextCheck
{
    /// <summary>True when the text may be read as YAML; otherwise the problems say where not.</summary>
    public static bool Passes(SettingsText source, ProblemList problems)
    {
        if (source.Text.Length > SettingsFiles.BytesMaxOf(source.Path))
        {
            problems.Error(source.Path, 1, 1, SettingsFiles.TooLarge(source.Path));
            return false;
        }

        bool passes = true;
        int line = 1, column = 1;
        bool inComment = false;
        for (int at = 0; at < source.Text.Length && !problems.IsFull; at++)
        {
            char character = source.Text[at];
            if (character == '\n')
            {
                line++;
                column = 1;
                inComment = false;
                continue;
            }

            inComment |= character == '#';
            string? complaint = Complaint(source.Text, at, inComment);
            if (complaint is not null)
            {
                problems.Error(source.Path, line, column, complaint);
                passes = false;
            }

            column++;
        }

        return passes;
    }

    private static string? Complaint(string text, int at, bool inComment)
    {
        char character = text[at];
        if (character is >= ' ' and < '\u007f')
        {
            return null;
        }

        if (character == '\t')
        {
            return inComment ? null : "found a tab; indent and separate with spaces";
        }

        bool isLineEnd = character == '\r' && at + 1 < text.Length && text[at + 1] == '\n';
        if (isLineEnd)
        {
            return null;
        }

        bool isLoneSurrogate = char.IsHighSurrogate(character)
            ? at + 1 >= text.Length || !char.IsLowSurrogate(text[at + 1])
            : char.IsLowSurrogate(character) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));
        bool isRefused = char.IsControl(character) || isLoneSurrogate
            || character is '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff'
            || character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
        return isRefused ? $"found the character U+{(int)character:X4}; remove it" : null;
    }
}
