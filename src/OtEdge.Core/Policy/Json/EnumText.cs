using System.Text;

namespace OtEdge.Core.Policy.Json;

/// <summary>Enumeration values as lower snake_case words, such as <c>holding_register</c>.</summary>
internal static class EnumText
{
    /// <summary>The word for a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        char before = 'A';
        foreach (char letter in value.ToString())
        {
            if (char.IsUpper(letter) && !char.IsUpper(before))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
            before = letter;
        }

        return text.ToString();
    }

    /// <summary>The value for a word.</summary>
    /// <exception cref="FormatException">No value has this word.</exception>
    public static T Parse<T>(string text)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (Of(value) == text)
            {
                return value;
            }
        }

        throw new FormatException($"expected one of {string.Join(", ", Enum.GetValues<T>().Select(Of))}, not \"{text}\"");
    }
}
