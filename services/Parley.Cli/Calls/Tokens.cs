using Parley.Domain.Access;
using Parley.Hosting.Tokens;

namespace Parley.Cli.Calls;

/// <summary>Makes tokens with the signing key that a local Parley keeps in its data folder.</summary>
/// <param name="folder">The data folder.</param>
/// <param name="time">When the tokens begin.</param>
internal sealed class Tokens(string folder, TimeProvider time)
{
    /// <summary>How long a token made for a command holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>A token.</summary>
    /// <param name="subject">Who the bearer is.</param>
    /// <param name="roles">The roles, for example <c>party@conflicts/c/parties/p</c>.</param>
    /// <param name="lifetime">How long it holds.</param>
    /// <param name="id">Its id, by which it can be revoked; absent: a new one.</param>
    /// <exception cref="UsageException">The folder holds no usable key, or one of the roles is none.</exception>
    public string Mint(string subject, IEnumerable<string> roles, TimeSpan lifetime, string? id = null)
    {
        var grants = roles.Select(Parse).ToList();
        try
        {
            using var key = LocalSigningKey.Load(Path.Combine(folder, LocalSigningKey.FileName));
            return new TokenMint(key, TokenMint.DefaultName, TokenMint.DefaultName, time).Mint(subject, grants, lifetime, id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new UsageException($"{e.Message} Start Parley once with the data folder {folder}, or give --token.");
        }
    }

    /// <summary>What is wrong with a role; null where it is one.</summary>
    public static string? Problem(string role) => RoleClaims.Parse(role) is not null ? null
        : $"'{role}' is no role. Roles are mediator, secretariat and operator; mediator, secretariat, observer, monitor and guarantor "
            + "@conflicts/{conflict}, @conflicts/{conflict}/truces/{truce} or @conflicts/{conflict}/negotiations/{negotiation}; party@conflicts/{conflict}/parties/{party}.";

    private static Grant Parse(string role) => RoleClaims.Parse(role) ?? throw new UsageException(Problem(role)!);
}
