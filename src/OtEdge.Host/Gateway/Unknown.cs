using OtEdge.Console.Api;
using OtEdge.Host.Commands;

namespace OtEdge.Host.Gateway;

/// <summary>Refusals for names that nobody knows.</summary>
internal static class Unknown
{
    /// <summary>There is nothing of that name; says the nearest one, or where to look.</summary>
    /// <param name="sort">What was looked for, such as <c>conduit</c>.</param>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="known">The names that there are.</param>
    public static Refusal Named(string sort, string name, IEnumerable<string> known)
    {
        string[] all = [.. known];
        string hint = NearestWord.To(name, all) is { } nearest ? $"did you mean \"{nearest}\"?"
            : all.Length == 0 ? $"there is no {sort} at all."
            : $"there are: {string.Join(", ", all.Take(20))}{(all.Length > 20 ? ", ..." : "")}.";
        return new Refusal(RefusalKind.Unknown, $"Unknown {sort}", $"there is no {sort} \"{name}\"; {hint}");
    }
}
