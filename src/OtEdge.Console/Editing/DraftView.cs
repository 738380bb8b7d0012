using System.Text.Json.Serialization;

namespace OtEdge.Console.Editing;

/// <summary>The text that people work on before it is proposed as a conduit's policy; the live policy while nobody has saved one.</summary>
public sealed record DraftView
{
    /// <summary>The conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>File name under which it would be proposed.</summary>
    public required string File { get; init; }

    /// <summary>The text, YAML as in a policy file; empty when there is neither a draft nor a policy.</summary>
    public required string Text { get; init; }

    /// <summary>Who saved it; null: nobody, it is the live policy.</summary>
    public string? By { get; init; }

    /// <summary>When it was saved; null: it is the live policy.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Digest of the policy that it was made from; null: of none.</summary>
    public string? Base { get; init; }

    /// <summary>Digest of the policy that is live now; null: there is none.</summary>
    public string? Live { get; init; }

    /// <summary>True when the live policy has become another one since the draft was begun.</summary>
    public bool IsOvertaken => By is not null && Base != Live;

    /// <summary>Its entity tag: another one when the draft or the live policy is another one.</summary>
    [JsonIgnore]
    public string Tag => EntityTag.Of(Conduit, Text, By, At, Live);
}
