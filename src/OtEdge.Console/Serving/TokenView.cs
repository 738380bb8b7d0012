using OtEdge.Console.Accounts;

namespace OtEdge.Console.Serving;

/// <summary>A token as lists show it.</summary>
public sealed record TokenView
{
    /// <summary>Its name, such as <c>t-3c9a41d2</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for.</summary>
    public required string Label { get; init; }

    /// <summary>Who it speaks for.</summary>
    public required string Person { get; init; }

    /// <summary>read, propose, act or administer.</summary>
    public required TokenScope Scope { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>When it was last used since the gateway has started; null: it was not.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>What its holder sends as `Authorization: Bearer SECRET`; only in the answer that makes it, null in lists.</summary>
    public string? Secret { get; init; }

    /// <summary>Shows a token.</summary>
    internal static TokenView Of(ApiToken token, DateTimeOffset? lastUsed, string? secret = null) => new()
    {
        Id = token.Id,
        Label = token.Label,
        Person = token.Person,
        Scope = token.Scope,
        Since = token.Since,
        Until = token.Until,
        LastUsed = lastUsed,
        Secret = secret,
    };
}
