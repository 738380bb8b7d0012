using OtEdge.Console.Accounts;
using OtEdge.Console.Editing;
using OtEdge.Console.Keeping;
using OtEdge.Core.Auditing;

namespace OtEdge.Console.Api;

/// <summary>What people look after beside traffic and changes; the same over the network and on the local socket. Thread-safe.</summary>
/// <param name="stateDirectory">The state directory; it exists.</param>
/// <param name="time">The clock.</param>
/// <param name="audit">Told of everything that is done here.</param>
public sealed class Management(string stateDirectory, TimeProvider time, Action<AuditNote> audit)
{
    // A file that cannot be read is a fault of whoever needs it, each time, and never of the gateway.
    private readonly Lazy<AccountStore> accounts = new(() => new AccountStore(stateDirectory, time), LazyThreadSafetyMode.PublicationOnly);
    private readonly Lazy<TokenStore> tokens = new(() => new TokenStore(stateDirectory, time), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Who can sign in at the console.</summary>
    /// <exception cref="IOException">It cannot be read; the message says what to do.</exception>
    public AccountStore Accounts => accounts.Value;

    /// <summary>Tokens of programs.</summary>
    /// <exception cref="IOException">They cannot be read; the message says what to do.</exception>
    public TokenStore Tokens => tokens.Value;

    /// <summary>Who is signed in.</summary>
    public SessionTable Sessions { get; } = new(time);

    /// <summary>Texts on their way to a policy.</summary>
    public required IDrafts Drafts { get; init; }

    /// <summary>Settings in force.</summary>
    public required ISettingsViews Settings { get; init; }

    /// <summary>Certificates.</summary>
    public required ICertificates Certificates { get; init; }

    /// <summary>Backups.</summary>
    public required IBackups Backups { get; init; }

    /// <summary>Keeps for good that somebody did something.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="action">What was done, one word.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="text">One sentence for people.</param>
    /// <param name="subject">Name of the token, certificate or backup; null: none.</param>
    public void Note(AuditKind kind, string action, string by, string text, string? subject = null) => audit(new AuditNote
    {
        At = time.GetUtcNow(),
        Kind = kind,
        Action = action,
        By = by,
        Text = text,
        Subject = subject,
    });
}
