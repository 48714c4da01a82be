/// Lists of the operator's: networks, names, countries, systems, places that he does not want logins from.
///
/// Begin at [io.postern.policy.lists.ListsFolder], which reads them; what it gives out is a
/// [io.postern.policy.lists.Lists], which looks at one attempt and what is known of its client.
package io.postern.policy.lists;
