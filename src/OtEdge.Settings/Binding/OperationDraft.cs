using OtEdge.Core.Policy;

namespace OtEdge.Settings.Binding;

/// <summary>An operation as a person wrote it, in YAML or in words, before names and types are resolved.</summary>
internal sealed record OperationDraft
{
    public string? Client { get; init; }

    public int? Unit { get; init; }

    /// <summary>True for a write, false for a read, null when only a function is named.</summary>
    public bool? IsWrite { get; init; }

    /// <summary>A function by number or name; null: the usual one for what is done.</summary>
    public string? Function { get; init; }

    public string? Tag { get; init; }

    public RegisterSpace Space { get; init; }

    /// <summary>Zero-based addresses, or records.</summary>
    public AddressRange Range { get; init; }

    public int File { get; init; }

    public int? Count { get; init; }

    public ProcessValueType? Type { get; init; }

    /// <summary>Order of a typed value; null: as rules or tags declare the value there, otherwise ABCD.</summary>
    public WordOrder? Order { get; init; }

    /// <summary>Values as written: numbers, on, off.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}
