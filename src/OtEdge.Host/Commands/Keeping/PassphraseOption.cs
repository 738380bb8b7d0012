using System.CommandLine;
using OtEdge.Console.Accounts;

namespace OtEdge.Host.Commands.Keeping;

/// <summary>A passphrase for private keys: from a file, never from the command line, which every user of the machine can read.</summary>
internal static class PassphraseOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Make(string what) => new("--passphrase-file")
    {
        Description = $"file whose first line is the passphrase {what}",
        HelpName = "FILE",
    };

    /// <summary>The passphrase; null: none is named.</summary>
    /// <exception cref="CommandFailure">The file cannot be read, or holds none.</exception>
    public static string? Read(Invocation invocation, Option<string?> option)
    {
        if (invocation.Value(option) is not { } file)
        {
            return null;
        }

        try
        {
            string passphrase = File.ReadLines(file).FirstOrDefault() ?? "";
            return passphrase.Length is >= PasswordHash.CharactersMin and <= PasswordHash.CharactersMax
                ? passphrase
                : throw new CommandFailure(
                    ExitCode.Wrong, $"the first line of {file} is no passphrase: expected {PasswordHash.CharactersMin} to {PasswordHash.CharactersMax} characters.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Wrong, $"the passphrase in {file} cannot be read: {fault.Message}", fault);
        }
    }
}
