using System.Text.Json;
using OtEdge.Console.Api;

namespace OtEdge.Console.Accounts;

/// <summary>Accounts and invitations in a file of the state directory, private to the service's user; thread-safe.</summary>
public sealed class AccountStore
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "accounts.json";

    /// <summary>Name of the file that holds the secret of the first setup until it is used.</summary>
    public const string SetupFileName = "console-setup-token";

    /// <summary>How long an invitation holds: 72 hours.</summary>
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromHours(72);

    private const int NameLengthMax = 64;
    private readonly string path;
    private readonly string setupPath;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private AccountFile kept;

    /// <summary>Reads what is kept.</summary>
    /// <param name="stateDirectory">Where; it exists.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">The file cannot be read or is damaged; the message says what to do.</exception>
    public AccountStore(string stateDirectory, TimeProvider time)
    {
        path = Path.Combine(stateDirectory, FileName);
        setupPath = Path.Combine(stateDirectory, SetupFileName);
        this.time = time;
        kept = Read();
    }

    /// <summary>True while nobody can sign in.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate)
            {
                return kept.Accounts.Count == 0;
            }
        }
    }

    /// <summary>Names of those who can sign in, and since when their password holds.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Since
    {
        get
        {
            lock (gate)
            {
                return kept.Accounts.ToDictionary(account => account.Name, account => account.Since, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>While nobody can sign in: writes a fresh one-time token into a private file, and gives that file's path; null otherwise.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public string? PrepareSetup()
    {
        if (!IsEmpty)
        {
            File.Delete(setupPath);
            return null;
        }

        PrivateFile.Write(setupPath, Invite(name: null) + "\n");
        return setupPath;
    }

    /// <summary>Lets somebody set a password once; a former invitation of the same name ends.</summary>
    /// <param name="name">The account; null: whoever sets up the console first.</param>
    /// <returns>The secret; it is not kept.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public string Invite(string? name)
    {
        string secret = SecretToken.New();
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            var invitation = new Invitation(SecretToken.DigestOf(secret), name, now + InvitationLifetime);
            Write(kept with
            {
                Invitations = [.. kept.Invitations.Where(other => other.Name != name && other.Until > now), invitation],
            });
        }

        return secret;
    }

    /// <summary>Sets a password by an invitation, which is used up.</summary>
    /// <param name="secret">Secret of the invitation.</param>
    /// <param name="name">The account.</param>
    /// <param name="password">15 to 256 characters.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public Answer<Account> Set(string secret, string name, string password)
    {
        if (name.Length is 0 or > NameLengthMax || name.Any(char.IsControl) || name != name.Trim())
        {
            return Invalid("Wrong name", $"a name has 1 to {NameLengthMax} characters, and no blanks around it.");
        }

        if (password.Length is < PasswordHash.CharactersMin or > PasswordHash.CharactersMax)
        {
            return Invalid(
                "Wrong length",
                $"a password has {PasswordHash.CharactersMin} to {PasswordHash.CharactersMax} characters; a few words in a row are easy to remember.");
        }

        if (Find(secret, name) is null)
        {
            return NoInvitation();
        }

        // Slow by design, so nobody waits for it in the lock.
        string hash = PasswordHash.Of(password);
        lock (gate)
        {
            if (Find(secret, name) is not { } invitation)
            {
                return NoInvitation();
            }

            var account = new Account(name, hash, time.GetUtcNow());
            Write(new AccountFile(
                [.. kept.Accounts.Where(other => other.Name != name), account],
                [.. kept.Invitations.Where(other => other != invitation)]));
            File.Delete(setupPath);
            return account;
        }
    }

    /// <summary>True when name and password fit; takes as long for a name that is not there.</summary>
    public bool Matches(string name, string password)
    {
        string? hash;
        lock (gate)
        {
            hash = kept.Accounts.FirstOrDefault(account => account.Name == name)?.Hash;
        }

        return PasswordHash.Matches(password, hash ?? PasswordHash.Nobody) && hash is not null;
    }

    private static Refusal Invalid(string title, string detail) => new(RefusalKind.Invalid, title, detail);

    private static Refusal NoInvitation() => new(
        RefusalKind.Forbidden,
        "Token does not fit",
        "the token is wrong, used or older than 72 hours, or it is for another name; an administrator makes a new one with "
        + "'otedge users invite', or on the console's page of users. When nobody can sign in, move accounts.json away and start the gateway again.");

    private Invitation? Find(string secret, string name)
    {
        string digest = SecretToken.DigestOf(secret);
        lock (gate)
        {
            return kept.Invitations.FirstOrDefault(invitation =>
                invitation.Digest == digest && invitation.Until > time.GetUtcNow() && (invitation.Name ?? name) == name);
        }
    }

    private AccountFile Read()
    {
        if (!File.Exists(path))
        {
            return new AccountFile([], []);
        }

        try
        {
            return JsonSerializer.Deserialize<AccountFile>(File.ReadAllText(path), ApiJson.Options) is { Accounts: not null, Invitations: not null } read
                ? read
                : throw new JsonException("it is empty");
        }
        catch (Exception fault) when (fault is JsonException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The accounts in {path} cannot be read: {fault.Message} Restore the file from a backup, or move it away and set up the console anew.",
                fault);
        }
    }

    private void Write(AccountFile next)
    {
        PrivateFile.Write(path, JsonSerializer.Serialize(next, ApiJson.Options) + "\n");
        kept = next;
    }
}
