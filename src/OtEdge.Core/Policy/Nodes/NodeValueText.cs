using System.Text;

namespace OtEdge.Core.Policy.Nodes;

/// <summary>Written OPC UA values in words.</summary>
public static class NodeValueText
{
    private const int ElementsShownMax = 8;
    private const int CharactersMax = 64;

    /// <summary>The word that settings use for a type, such as <c>float64</c>.</summary>
    public static string TypeWord(NodeValueType type) => type switch
    {
        NodeValueType.Float => "float32",
        NodeValueType.Double => "float64",
        _ => type.ToString().ToLowerInvariant(),
    };

    /// <summary>The value after the word for its type, such as <c>float64 90</c>; null when no value is written.</summary>
    public static string? WithType(in NodeValue value) =>
        value.IsNumeric && Of(value) is { } text ? $"{TypeWord(value.Type)} {text}" : Of(value);

    /// <summary>Such as <c>90</c>, <c>1, 2, 3</c> or <c>"Cola"</c>; its bytes may be cut short.</summary>
    /// <returns>Null when no value is written; the name of the type when it is no number or text.</returns>
    public static string? Of(in NodeValue value)
    {
        if (value.Type == NodeValueType.None)
        {
            return null;
        }

        if (value.Type == NodeValueType.String && !value.IsArray)
        {
            string text = Encoding.UTF8.GetString(value.Data);
            return $"\"{(text.Length > CharactersMax ? text[..CharactersMax] + "..." : text)}\"";
        }

        if (value.Count == 0)
        {
            return $"{(value.IsArray ? "an array of" : "a value of type")} {(value.Type == NodeValueType.Other ? "another type" : value.Type)}";
        }

        var elements = new List<string>();
        for (int i = 0; i < Math.Min(value.Count, ElementsShownMax); i++)
        {
            elements.Add(value.Type == NodeValueType.Boolean ? value[i].Integer == 0 ? "false" : "true" : $"{value[i]}");
        }

        return string.Join(", ", elements) + (value.Count > ElementsShownMax ? ", ..." : "");
    }
}
