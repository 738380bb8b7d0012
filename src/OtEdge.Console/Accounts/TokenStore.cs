using System.Text.Json;
using OtEdge.Console.Api;

namespace OtEdge.Console.Accounts;

/// <summary>Tokens for programs, in a file of the state directory, private to the service's user; only digests are kept. Thread-safe.</summary>
public sealed class TokenStore
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "tokens.json";

    /// <summary>Most tokens that hold at once: 256.</summary>
    public const int TokensMax = 256;

    /// <summary>Longest life of a token: 365 days.</summary>
    public static readonly TimeSpan LifetimeMax = TimeSpan.FromDays(365);

    // Tells people and scanners of leaked secrets what it is.
    private const string Prefix = "otedge_";

    private const int IdLetters = 8;
    private const int LabelLettersMax = 64;
    private readonly string path;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> used = new(StringComparer.Ordinal);
    private ApiToken[] kept;

    /// <summary>Reads what is kept.</summary>
    /// <param name="stateDirectory">Where; it exists.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">The file cannot be read or is damaged; the message says what to do.</exception>
    public TokenStore(string stateDirectory, TimeProvider time)
    {
        path = Path.Combine(stateDirectory, FileName);
        this.time = time;
        kept = Read();
    }

    /// <summary>Tokens that hold, newest first.</summary>
    public IReadOnlyList<ApiToken> All
    {
        get
        {
            lock (gate)
            {
                DateTimeOffset now = time.GetUtcNow();
                return [.. kept.Where(token => token.Until > now).OrderByDescending(token => token.Since)];
            }
        }
    }

    /// <summary>Makes a token.</summary>
    /// <param name="person">Who it speaks for.</param>
    /// <param name="label">What it is for, 1 to 64 letters.</param>
    /// <param name="scope">What it may be used for.</param>
    /// <param name="lifetime">How long it holds, a minute to 365 days.</param>
    /// <returns>The token with its secret, which is not kept.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public Answer<MadeToken> Make(string person, string label, TokenScope scope, TimeSpan lifetime)
    {
        if (label.Length is 0 or > LabelLettersMax || label.Any(char.IsControl) || label != label.Trim())
        {
            return Invalid("Wrong label", $"say in 1 to {LabelLettersMax} letters what the token is for, such as \"grafana\".");
        }

        if (lifetime < TimeSpan.FromMinutes(1) || lifetime > LifetimeMax)
        {
            return Invalid("Wrong lifetime", "a token holds for 1m to 365d.");
        }

        string secret = Prefix + SecretToken.New();
        string digest = SecretToken.DigestOf(secret);
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            ApiToken[] living = [.. kept.Where(token => token.Until > now)];
            if (living.Length >= TokensMax)
            {
                return new Refusal(RefusalKind.Conflict, "Too many tokens", $"{TokensMax} tokens hold already; revoke those that nobody needs.");
            }

            var token = new ApiToken
            {
                Id = "t-" + digest[..IdLetters],
                Label = label,
                Person = person,
                Scope = scope,
                Digest = digest,
                Since = now,
                Until = now + lifetime,
            };
            Write([.. living, token]);
            return new MadeToken(token, secret);
        }
    }

    /// <summary>The token behind a secret; null: there is none, or it is over.</summary>
    public ApiToken? Find(string secret)
    {
        string digest = SecretToken.DigestOf(secret);
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (kept.FirstOrDefault(token => token.Digest == digest && token.Until > now) is not { } found)
            {
                return null;
            }

            used[found.Id] = now;
            return found;
        }
    }

    /// <summary>When a token was last used since the gateway has started; null: it was not.</summary>
    public DateTimeOffset? LastUsed(string id)
    {
        lock (gate)
        {
            return used.TryGetValue(id, out DateTimeOffset at) ? at : null;
        }
    }

    /// <summary>Ends a token.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Revoke(string id)
    {
        lock (gate)
        {
            Write([.. kept.Where(token => token.Id != id)]);
            used.Remove(id);
        }
    }

    private static Refusal Invalid(string title, string detail) => new(RefusalKind.Invalid, title, detail);

    private ApiToken[] Read()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ApiToken[]>(File.ReadAllText(path), ApiJson.Options) ?? [] : [];
        }
        catch (Exception fault) when (fault is JsonException or UnauthorizedAccessException)
        {
            throw new IOException($"The tokens in {path} cannot be read: {fault.Message} Restore the file from a backup, or move it away and make new tokens.", fault);
        }
    }

    private void Write(ApiToken[] next)
    {
        PrivateFile.Write(path, JsonSerializer.Serialize(next, ApiJson.Options) + "\n");
        kept = next;
    }
}
