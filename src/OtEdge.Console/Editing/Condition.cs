using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OtEdge.Console.Api;

namespace OtEdge.Console.Editing;

/// <summary>What the header If-Match (RFC 9110, 13.1.1) demands of a resource before it is edited.</summary>
public sealed class Condition
{
    private readonly string[] tags;

    private Condition(string[] tags) => this.tags = tags;

    /// <summary>Demands nothing.</summary>
    public static Condition None { get; } = new([]);

    /// <summary>True when the request demands something.</summary>
    public bool IsGiven => tags.Length > 0;

    /// <summary>Demands one of these tags; quoted, or `*` for any.</summary>
    public static Condition Of(params string[] tags) => new(tags);

    /// <summary>What a request demands.</summary>
    public static Condition Of(HttpRequest request)
    {
        StringValues header = request.Headers.IfMatch;
        return header.Count == 0
            ? None
            : new([.. header.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]);
    }

    /// <summary>Why an edit is refused; null: it may be made.</summary>
    /// <param name="now">How the resource stands, and who brought it there.</param>
    /// <param name="isNeeded">True: an edit without the header is refused, too.</param>
    public Refusal? Refuses(Edition now, bool isNeeded = false)
    {
        if (!IsGiven)
        {
            return isNeeded
                ? new Refusal(
                    RefusalKind.Unconditional,
                    "Condition is missing",
                    "send the entity tag of what you have read as If-Match, so that nobody overwrites what another has saved meanwhile; a GET gives it as ETag.")
                : null;
        }

        return tags.Contains("*") || tags.Contains(now.Tag) ? null : new Refusal(RefusalKind.Changed, "Somebody else changed this", Words(now))
        {
            Edited = new EditedView(now.By, now.At, now.Tag, now.Content),
        };
    }

    private static string Words(Edition now) =>
        $"{now.What} {(now.By is null ? "is another now than the one that you have read" : $"was changed by {now.By} after you have read it")}. "
        + "Nothing was overwritten: compare yours with theirs, take over what you need, and send it again with the new tag.";
}
